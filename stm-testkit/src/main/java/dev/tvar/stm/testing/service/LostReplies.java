package dev.tvar.stm.testing.service;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/** Loses calls on their way to a service, and replies on their way back; see {@link Services#losingReplies}. */
final class LostReplies implements MoneyService {
    private final MoneyService service;
    private final double share;
    private final SplittableRandom random; // guarded by itself

    LostReplies(MoneyService service, long seed, double share) {
        this.service = service;
        this.share = share;
        this.random = new SplittableRandom(seed);
    }

    private Outcome call(Callable<Outcome> change) throws Exception {
        boolean lost;
        boolean before;
        synchronized (random) {
            lost = random.nextDouble() < share;
            before = random.nextBoolean();
        }
        if (!lost) {
            return change.call();
        }
        if (!before) {
            change.call();
        }
        return Outcome.UNKNOWN;
    }

    @Override
    public String open(long opening) throws Exception {
        return service.open(opening);
    }

    @Override
    public Outcome transfer(String from, String to, long amount) throws Exception {
        return call(() -> service.transfer(from, to, amount));
    }

    @Override
    public Outcome transfer(String key, String from, String to, long amount) throws Exception {
        return call(() -> service.transfer(key, from, to, amount));
    }

    @Override
    public Outcome hold(String id, String from, String to, long amount) throws Exception {
        return call(() -> service.hold(id, from, to, amount));
    }

    @Override
    public Outcome capture(String id) throws Exception {
        return call(() -> service.capture(id));
    }

    @Override
    public Outcome release(String id) throws Exception {
        return call(() -> service.release(id));
    }

    // ---- as they are: a lost reply of a read leaves no doubt

    @Override
    public long balance(String account) throws Exception {
        return service.balance(account);
    }

    @Override
    public Map<String, Long> audit() throws Exception {
        return service.audit();
    }

    @Override
    public long held(String account) throws Exception {
        return service.held(account);
    }

    @Override
    public List<Long> history(String account) throws Exception {
        return service.history(account);
    }

    @Override
    public long floor(String account) throws Exception {
        return service.floor(account);
    }

    @Override
    public Set<Operation> offers() {
        return service.offers();
    }

    @Override
    public void settle() throws Exception {
        service.settle();
    }

    @Override
    public void close() {
        service.close();
    }

    @Override
    public String toString() {
        return service + ", losing replies";
    }
}
