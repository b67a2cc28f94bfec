package dev.tvar.stm.testing.history;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;

class DepositExample {
    private final TLong account = TLong.named("account", 100);

    /** Two transactions where one is needed. */
    private void deposit(long amount) {
        Recording.runAsOne("deposit", () -> {
            long balance = STM.atomically(account::get);
            STM.run(tx -> account.set(tx, balance + amount));
        });
    }

    @StmTest
    void twoTellersDeposit() throws InterruptedException {
        Thread teller = new Thread(() -> deposit(10), "teller");
        Recording.runAsOne("deposit", () -> {
            long balance = STM.atomically(account::get);
            teller.start();
            teller.join(); // the other deposit happens just here
            STM.run(tx -> account.set(tx, balance + 20));
        });
    }
}
