package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;

/** An account of which no more can be taken than it holds. */
final class Account {
    private final TLong balance;

    Account(String owner, long opening) {
        balance = TLong.named(owner, opening);
    }

    void deposit(Txn tx, long amount) {
        balance.add(tx, amount);
    }

    void withdraw(Txn tx, long amount) throws InsufficientFunds {
        if (!balance.isAtLeast(tx, amount)) {
            throw new InsufficientFunds(amount, balance.get(tx));
        }
        balance.add(tx, -amount);
    }

    long balance(ReadTxn tx) {
        return balance.get(tx);
    }
}
