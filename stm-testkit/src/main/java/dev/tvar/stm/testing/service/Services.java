package dev.tvar.stm.testing.service;

/**
 * Factories of services: of lambdas, in memory, and with lost replies.
 *
 * <pre>{@code
 * MoneyService inner = Services.inMemory();
 * MoneyService lambdas = Services.of(inner::open, inner::transfer, inner::balance)
 *         .withAudit(inner::audit)
 *         .build();
 * }</pre>
 */
public final class Services {
    private Services() {}

    /**
     * A service made of lambdas.
     *
     * @param open as {@link MoneyService#open}
     * @param transfer as {@link MoneyService#transfer(String, String, long)}
     * @param balance as {@link MoneyService#balance}
     * @return a builder, which adds optional operations
     */
    public static ServiceBuilder of(
            ServiceBuilder.Open open, ServiceBuilder.TransferCall transfer, ServiceBuilder.Reading balance) {
        return new ServiceBuilder(open, transfer, balance);
    }

    /**
     * A right service in memory, under one lock, that offers every operation.
     *
     * @return a new service without accounts
     */
    public static MoneyService inMemory() {
        return new MemoryService(MemoryService.Fault.NONE);
    }

    /**
     * A service on whose way some calls and some replies are lost: the outcome of such a call is {@code UNKNOWN}, and in half of them
     * the call has reached the service. A right service stays right with it; a wrong one is found nevertheless.
     *
     * @param service the service; closed with the result
     * @param seed decides which calls are lost; with several clients their order matters, too
     * @param share the share of lost calls, 0 to 1; reads are never lost
     * @return the service, with losses
     * @throws IllegalArgumentException if {@code share} is not from 0 to 1
     */
    public static MoneyService losingReplies(MoneyService service, long seed, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1, not " + share);
        }
        return new LostReplies(service, seed, share);
    }
}
