package dev.tvar.stm.testing.guide;

import dev.tvar.stm.testing.StmDomain;
import dev.tvar.stm.testing.bank.Bank;
import dev.tvar.stm.testing.bank.BankProgram;
import dev.tvar.stm.testing.engine.Engines;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

@Domain(StmDomain.class)
class WalletProperty {
    @Property(tries = 200, seed = "42")
    void moneyIsConserved(@ForAll BankProgram program) throws InterruptedException {
        var wallets = Engines.ofAccounts(Wallet::holding, Wallet::balance, Wallet::pay);
        Bank.run(wallets, program, Duration.ofSeconds(30)).requireAllLaws();
    }
}
