package dev.tvar.stm.examples.ledger;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream of bytes up to a limit: an endless stream, given by mistake, ends in an error before it fills the memory. */
final class Limited extends FilterInputStream {
    /** There are more bytes than allowed. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private long left;

    Limited(InputStream in, long most) {
        super(in);
        left = most;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int count = in.read(to, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int bytes) throws TooLarge {
        left -= bytes;
        if (left < 0) {
            throw new TooLarge();
        }
    }
}
