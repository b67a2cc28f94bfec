package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A password that others could read in transit is not sent without a warning. */
final class PasswordTest {
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(EtcdStore.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.add(new SimpleFormatter().formatMessage(record));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    private static void connect(boolean asUser, String... endpoints) {
        EtcdOptions options = EtcdOptions.endpoints(endpoints).withConnectTimeout(Duration.ofMillis(1));
        EtcdOptions chosen = asUser ? options.withUser("anna", "flower") : options;
        assertThrows(EtcdException.class, () -> EtcdStore.connect(chosen));
    }

    @Test
    void aPasswordInTheClearIsWarnedOf() {
        connect(true, "http://etcd.invalid:2379", "https://etcd.invalid:2379");
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).contains("http://etcd.invalid:2379"), warnings::toString);
    }

    @Test
    void whereNothingIsExposedThereIsNoWarning() {
        connect(false, "http://etcd.invalid:2379");
        connect(true, "https://etcd.invalid:2379");
        connect(true, "http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1");
        assertEquals(List.of(), warnings);
    }
}
