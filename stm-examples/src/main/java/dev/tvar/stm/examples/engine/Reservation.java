package dev.tvar.stm.examples.engine;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * A transfer between two accounts that its agent coordinates. Identifies all messages about it.
 *
 * @param id grows from transfer to transfer of the agent, from 1
 * @param agent the coordinator, which makes one transfer at a time
 * @param from the number of the payer
 * @param to the number of the payee
 * @param payer holds the amount until the payee has it
 * @param payee where the amount goes
 * @param amount how much
 */
record Reservation(
        long id,
        ActorRef<TransferAgent.Request> agent,
        int from,
        int to,
        ActorRef<HoldingAccount.Request> payer,
        ActorRef<HoldingAccount.Request> payee,
        long amount) {}
