package dev.tvar.stm.testing;

import dev.tvar.stm.testing.bank.BankArbitraries;
import dev.tvar.stm.testing.bank.BankProgram;
import dev.tvar.stm.testing.bank.Transfer;
import dev.tvar.stm.testing.program.ConcurrentProgram;
import dev.tvar.stm.testing.program.ProgramArbitraries;
import dev.tvar.stm.testing.program.TxnProgram;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * All random cases of the harness, for jqwik: put {@code @Domain(StmDomain.class)} on a property, and its {@code @ForAll}
 * parameters may be a {@link BankProgram}, a {@link Transfer}, a {@link ConcurrentProgram} or a {@link TxnProgram}. A
 * property that also takes other types needs {@code @Domain(DomainContext.Global.class)} in addition.
 *
 * <p>For other sizes call {@link BankArbitraries} and {@link ProgramArbitraries} from your own {@code @Provide} methods.
 */
public final class StmDomain extends DomainContextBase {
    /** The largest number of variables of a program of the domain. */
    public static final int VARIABLES = 4;

    private static final int THREADS = 3;
    private static final int TRANSACTIONS = 4;

    /** For jqwik. */
    public StmDomain() {}

    /**
     * Banks of 2 to 200 accounts with up to 16 tellers, 2,000 transfers and 10 rounds.
     *
     * @return what the domain provides for {@link BankProgram}
     */
    @Provide
    public Arbitrary<BankProgram> bank() {
        return new BankArbitraries().program();
    }

    /**
     * Transfers between any of 200 accounts.
     *
     * @return what the domain provides for {@link Transfer}
     */
    @Provide
    public Arbitrary<Transfer> transfer() {
        return new BankArbitraries().transfer();
    }

    /**
     * Programs of up to 3 threads with up to 4 transactions each, on up to {@value #VARIABLES} variables. They are flat:
     * every engine can run them.
     *
     * @return what the domain provides for {@link ConcurrentProgram}
     */
    @Provide
    public Arbitrary<ConcurrentProgram> program() {
        return ProgramArbitraries.flatPrograms(VARIABLES, THREADS, TRANSACTIONS);
    }

    /**
     * Single transactions with all kinds of steps, on {@value #VARIABLES} variables.
     *
     * @return what the domain provides for {@link TxnProgram}
     */
    @Provide
    public Arbitrary<TxnProgram> transaction() {
        return ProgramArbitraries.transactions(VARIABLES);
    }
}
