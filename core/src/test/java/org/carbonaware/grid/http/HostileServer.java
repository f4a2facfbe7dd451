package org.carbonaware.grid.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A server on this machine that answers as no server should: with whatever bytes a case writes. The
 * first part of a path names who is played, the second the case.
 */
final class HostileServer implements AutoCloseable {
  private static final int MOST_OF_A_REQUEST = 1 << 16;

  private final ServerSocket socket;
  private final Map<String, HostileAnswer> answers =
      HostileAnswer.all().stream().collect(Collectors.toMap(HostileAnswer::path, each -> each));

  HostileServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  static URI address(int port, AskedProvider provider, HostileAnswer answer) {
    return URI.create(
        "http://127.0.0.1:" + port + "/" + provider.name() + "/" + answer.path() + "/");
  }

  int port() {
    return socket.getLocalPort();
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "hostile-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        daemon(() -> serve(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      String request = request(client.getInputStream());
      String[] path = request.split(" ", 3)[1].split("/", -1);
      AskedProvider provider = AskedProvider.valueOf(path[1]);
      OutputStream out = client.getOutputStream();
      if (provider.admits(request)) {
        HostileAnswer.json(out, "{\"token\":\"" + AskedProvider.TOKEN + "\"}");
      } else {
        Objects.requireNonNull(answers.get(path[2])).bytes().write(out, provider, request);
      }
      out.flush();
    } catch (SocketException e) {
      // the client had enough
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The head of a request, which has no body. */
  private static String request(InputStream in) throws IOException {
    InputStream buffered = new BufferedInputStream(in);
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0 && text.length() < MOST_OF_A_REQUEST) {
      int value = buffered.read();
      if (value < 0) {
        throw new SocketException("closed");
      }
      text.append(new String(new byte[] {(byte) value}, StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
