package org.carbonaware.cli.exec;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The signals that this process is sent, handed on instead of ending it. Reached by reflection:
 * {@code sun.misc.Signal} is exported but has no successor, and using it by name is a warning that
 * can't be turned off. Where it is missing the signals end this process as ever, and the program
 * with it.
 */
final class Signals implements AutoCloseable {
  /**
   * A signal.
   *
   * @param name without SIG
   * @param number as exit codes count it
   */
  record Signal(String name, int number) {
    int exitCode() {
      return 128 + number;
    }
  }

  /** An action to undo what was set. */
  private interface Undo {
    void run() throws ReflectiveOperationException;
  }

  private final List<Undo> undo = new ArrayList<>();

  private Signals() {}

  /**
   * Takes signals from now on.
   *
   * @param names without SIG; those that can't be taken, such as those a system does not have, are
   *     passed over
   * @param taker told of each signal on a thread of its own
   */
  static Signals take(List<String> names, Consumer<Signal> taker) {
    Signals signals = new Signals();
    names.forEach(name -> signals.take(name, taker));
    return signals;
  }

  private void take(String name, Consumer<Signal> taker) {
    try {
      handle(name, taker);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // not on this system, or taken by the runtime (-Xrs): it does what it always does
    }
  }

  private void handle(String name, Consumer<Signal> taker) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    Object signal = create(type, name);
    int number = (int) type.getMethod("getNumber").invoke(signal);
    InvocationHandler calls = (proxy, method, arguments) -> switch (method.getName()) {
      case "handle" -> {
        taker.accept(new Signal(name, number));
        yield null;
      }
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> name;
    };
    Object handler =
        Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlerType}, calls);
    Method handle = type.getMethod("handle", type, handlerType);
    Object before = handle.invoke(null, signal, handler);
    undo.add(() -> handle.invoke(null, signal, before));
  }

  private static Object create(Class<?> type, String name) throws ReflectiveOperationException {
    return type.getConstructor(String.class).newInstance(name);
  }

  /**
   * The number of a signal on this system.
   *
   * @throws IllegalArgumentException if there is no such signal
   */
  static int number(String name) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      return (int) type.getMethod("getNumber").invoke(create(type, name));
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("there is no signal " + name, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    for (Undo each : undo) {
      try {
        each.run();
      } catch (ReflectiveOperationException e) {
        // what could be set can be set back
      }
    }
    undo.clear();
  }
}
