package org.carbonaware.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A proxy on this machine that all of this process' questions go to. It writes down what it is
 * told, opens the tunnels it is asked for, and answers in the place of whoever is asked with what
 * it was told.
 */
final class NosyProxy implements AutoCloseable {
  private final ServerSocket server;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final Map<String, String> before = new TreeMap<>();

  NosyProxy() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    for (String scheme : new String[] {"http", "https"}) {
      set(scheme + ".proxyHost", "127.0.0.1");
      set(scheme + ".proxyPort", Integer.toString(server.getLocalPort()));
    }
    daemon(this::accept);
  }

  private void set(String property, String value) {
    String old = System.setProperty(property, value);
    before.put(property, old == null ? "" : old);
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "nosy-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        daemon(() -> serve(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      String request = listen(client.getInputStream());
      String answer = request.startsWith("CONNECT")
          ? "HTTP/1.1 200 OK\r\n\r\n"
          : "HTTP/1.1 500 No\r\nConnection: close\r\n\r\n" + request;
      client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      if (request.startsWith("CONNECT")) {
        String hello = listen(client.getInputStream());
        client.getOutputStream().write(hello.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // the client had enough
    }
  }

  private String listen(InputStream in) throws IOException {
    byte[] some = new byte[1 << 16];
    int count = in.read(some);
    synchronized (told) {
      told.write(some, 0, Math.max(0, count));
    }
    return new String(some, 0, Math.max(0, count), StandardCharsets.ISO_8859_1);
  }

  /** All that it was told. */
  String told() {
    synchronized (told) {
      return told.toString(StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() throws IOException {
    before.forEach((property, old) -> {
      if (old.isEmpty()) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, old);
      }
    });
    server.close();
  }
}
