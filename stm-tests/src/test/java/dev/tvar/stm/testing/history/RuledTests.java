package dev.tvar.stm.testing.history;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnOptions;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Tests of a user that declare rules, as {@link RecordedRulesTest} runs them. */
final class RuledTests {
    private RuledTests() {}

    /** Two accounts. */
    abstract static class Accounts {
        final TLong ann = TLong.named("ann", 100);
        final TLong ben = TLong.named("ben", 100);

        void theyHold200() {
            Recording.rule("the accounts hold 200", tx -> ann.get(tx) + ben.get(tx) == 200);
        }

        void pay(long amount) {
            STM.run(tx -> {
                ann.add(tx, -amount);
                ben.add(tx, amount);
            });
        }

        /** In two transactions. */
        void payInTwo(long amount) {
            STM.with(TxnOptions.defaults().withName("debit")).run(tx -> {
                if (ann.isAtLeast(tx, amount)) {
                    ann.set(tx, ann.get(tx) - amount);
                }
            });
            STM.run(tx -> ben.add(tx, amount));
        }
    }

    static final class InTwo extends Accounts {
        @StmTest
        void test() {
            pay(1); // before the rule, and not judged
            ben.now();
            theyHold200();
            pay(19);
            payInTwo(30);
        }
    }

    static final class Right extends Accounts {
        @StmTest
        void test() {
            payInTwo(30); // before the rule
            theyHold200();
            for (int i = 0; i < 10; i++) {
                pay(5);
            }
        }
    }

    static final class InAProperty extends Accounts {
        @Property(tries = 20)
        @CheckHistory
        void test(@ForAll @IntRange(min = 1, max = 10) int amount) {
            theyHold200();
            payInTwo(amount);
        }
    }

    static final class Throwing extends Accounts {
        @StmTest
        void test() {
            Recording.rule("ann divides 100", tx -> 100 / ann.get(tx) > 0);
            STM.run(tx -> ann.set(tx, 0));
        }
    }

    static final class FalseAlready extends Accounts {
        @StmTest
        void test() {
            payInTwo(10);
            Recording.rule("ann has 100", tx -> ann.get(tx) == 100);
            STM.run(tx -> ann.set(tx, 100));
        }
    }
}
