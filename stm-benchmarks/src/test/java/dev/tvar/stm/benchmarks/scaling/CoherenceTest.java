package dev.tvar.stm.benchmarks.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CoherenceTest {
    private static final double COST = 100;
    private static final int LINE = 7;

    private final Coherence coherence = new Coherence(COST);

    @Test
    void whoHasALineAlonePaysNothing() {
        coherence.write(0, LINE, 0);
        assertEquals(500, coherence.write(0, LINE, 500));
        assertEquals(500, coherence.read(0, LINE, 500));
        assertEquals(1, coherence.transfers());
    }

    @Test
    void writersQueue() {
        coherence.allocate(0, LINE);
        assertEquals(100, coherence.write(1, LINE, 0));
        assertEquals(200, coherence.write(2, LINE, 0));
        assertEquals(300, coherence.write(0, LINE, 0));
    }

    @Test
    void readersAreServedTogetherOnceTheOwnerHasGivenTheLine() {
        coherence.allocate(0, LINE);
        assertEquals(100, coherence.read(1, LINE, 0));
        assertEquals(250, coherence.read(2, LINE, 150));
        assertEquals(250, coherence.read(3, LINE, 150));
        assertEquals(300, coherence.read(0, LINE, 300), "the owner keeps a copy");
    }

    @Test
    void aWriteTakesAllCopies() {
        coherence.allocate(0, LINE);
        coherence.read(1, LINE, 0);
        assertEquals(300, coherence.write(0, LINE, 200));
        assertEquals(400, coherence.read(1, LINE, 300));
    }
}
