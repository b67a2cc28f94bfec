package dev.tvar.stm.store.spi;

/**
 * What a {@link Storage} keeps for a key.
 *
 * @param version how often the key has been committed
 * @param codec the name of the codec that wrote the bytes
 * @param bytes the value; not changed by anyone who holds it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied by the codecs
public record StoredValue(long version, String codec, byte[] bytes) {
    /**
     * Returns the same value with another version.
     *
     * @param newVersion the version
     * @return a new record, which shares the bytes
     */
    public StoredValue withVersion(long newVersion) {
        return new StoredValue(newVersion, codec, bytes);
    }
}
