/** The named store, shared by processes through etcd. */
module dev.tvar.stm.etcd {
    requires transitive dev.tvar.stm;
    requires com.google.common.util.concurrent.internal; // for Guava, which as an automatic module cannot require it
    requires com.google.gson;
    requires com.google.protobuf;
    requires io.grpc;
    requires io.grpc.stub;
    requires jetcd.grpc;
    requires static org.jspecify;

    exports dev.tvar.stm.etcd;
}
