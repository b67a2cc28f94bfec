package dev.tvar.stm.etcd;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that makes transfers for some seconds on request, and reports the rate per second. */
final class TransfersProcess {
    private static final long WARM_UP_SECONDS = 5;

    private TransfersProcess() {}

    /** Arguments: prefix, threads, seconds, endpoints. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String[] endpoints = List.of(arguments).subList(3, arguments.length).toArray(String[]::new);
        try (EtcdStore store =
                EtcdStore.connect(EtcdOptions.endpoints(endpoints).withPrefix(arguments[0]))) {
            Transfers transfers = new Transfers.ByStore(store);
            int threads = Integer.parseInt(arguments[1]);
            transfers.run(threads, TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS));
            System.out.println("READY");
            if (System.in.read() >= 0) {
                Transfers.Result result =
                        transfers.run(threads, TimeUnit.SECONDS.toNanos(Integer.parseInt(arguments[2])));
                System.out.println(result.perSecond() + " " + result.medianMillis() + " " + result.p99Millis() + " "
                        + result.conflictsPercent());
            }
        }
        System.exit(0);
    }
}
