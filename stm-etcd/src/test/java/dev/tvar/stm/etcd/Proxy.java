package dev.tvar.stm.etcd;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** A network between a client and one server that can be cut, or be silent in one direction, and recover. */
final class Proxy implements AutoCloseable {
    private final URI server;
    private final ServerSocket entrance;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile boolean cut;
    private volatile boolean requestsHeld;
    private volatile boolean answersHeld;

    Proxy(String serverUrl) {
        server = URI.create(serverUrl);
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + entrance.getLocalPort();
    }

    /** Ends all connections, and takes no new ones. */
    void cut() {
        cut = true;
        closeAll();
    }

    /** Lets new connections and all held data through. */
    void heal() {
        cut = false;
        requestsHeld = false;
        answersHeld = false;
    }

    /** Holds requests back from now on. */
    void holdRequests() {
        requestsHeld = true;
    }

    /** Holds answers back from now on. */
    void holdAnswers() {
        answersHeld = true;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                sockets.add(client);
                if (cut) {
                    client.close();
                    continue;
                }
                Socket connected = new Socket(server.getHost(), server.getPort());
                sockets.add(connected);
                client.setTcpNoDelay(true);
                connected.setTcpNoDelay(true);
                daemon(() -> pump(client, connected, true));
                daemon(() -> pump(connected, client, false));
            } catch (IOException e) {
                // the server does not run, or the test is over
            }
        }
    }

    private void pump(Socket from, Socket to, boolean requests) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                while (requests ? requestsHeld : answersHeld) {
                    LockSupport.parkNanos(1_000_000);
                }
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // cut
        }
    }

    private void closeAll() {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        heal();
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeAll();
    }
}
