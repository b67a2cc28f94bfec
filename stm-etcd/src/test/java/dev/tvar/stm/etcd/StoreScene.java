package dev.tvar.stm.etcd;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.TStore;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The named store on one server, as two processes see it. */
@SuppressWarnings("NullAway") // a TVar may hold null
abstract class StoreScene {
    record Person(String name, int age) {}

    /** Not known to be immutable, for its list is not. */
    record Cart(List<String> items) {}

    final String prefix = UUID.randomUUID() + "/";
    final EtcdStore here = open(prefix);
    final EtcdStore there = open(prefix);

    final EtcdStore open(String prefix) {
        return EtcdStore.connect(
                etcd().options().withPrefix(prefix).withCodec(EtcdCodecs.json("person", Person.class)));
    }

    /** The server; each class has its own. */
    abstract EtcdCluster etcd();

    @AfterEach
    final void disconnect() {
        here.close();
        there.close();
    }

    final EtcdStore carts() {
        return EtcdStore.connect(etcd().options().withPrefix(prefix).withCodec(EtcdCodecs.json("cart", Cart.class)));
    }

    static void put(TStore store, String key, Object value) {
        STM.run(tx -> variable(store, key).set(tx, value));
    }

    @SuppressWarnings("unchecked")
    static TVar<@Nullable Object> variable(TStore store, String key) {
        return (TVar<@Nullable Object>) (TVar<?>) store.var(key, Long.class);
    }

    static @Nullable Object seen(EtcdStore store, String key) {
        store.refresh();
        return variable(store, key).now();
    }
}
