package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.testing.support.Jvm;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs in a JVM of its own: an error during the first transaction must not break the library for later ones. */
class FirstUseTest {
    /** The program of the child JVM. */
    static final class Child {
        private static final TLong NUMBER = TLong.of(0);

        /** Created in advance: linking the first lambda at the end of the stack would break classes of the JDK. */
        private static final TxnAction<RuntimeException> COUNT = tx -> NUMBER.add(tx, 1);

        private Child() {}

        /** Runs a first transaction where the stack ends, and a second one where it does not. */
        public static void main(String[] args) {
            overflow();
            long before = NUMBER.now();
            STM.run(COUNT);
            long seen = STM.snapshot(NUMBER::get);
            System.out.println(seen == before + 1 ? "fine" : "wrong: " + before + ", " + seen);
        }

        private static void overflow() {
            try {
                overflow();
            } catch (StackOverflowError e) {
                STM.run(COUNT); // overflows, is thrown again to the frame above, which does the same
            }
        }
    }

    @Test
    void aStackOverflowInTheFirstTransactionDoesNotBreakTheLibrary() throws IOException {
        List<String> output = Jvm.run("-Xss512k", "-cp", System.getProperty("java.class.path"), Child.class.getName());
        assertEquals(List.of("fine"), output);
    }
}
