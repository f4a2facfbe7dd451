package org.carbonaware.dl4j;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Carries what data throws on a reading thread to the training thread. DL4J's readers wrap an
 * exception in others, may never tell of it, and never tell of an error: whoever waits for the next
 * batch then waits for ever. Here the data gives a batch in place of the one it failed at, which
 * stands for the failure.
 *
 * @param <T> DataSet or MultiDataSet
 */
final class ReadingFaults<T> {
  private final T inPlaceOfOne;
  private volatile @Nullable Throwable fault;
  private boolean given; // the reading thread's

  /** With the batch that stands for a failure; empty, and no other. */
  ReadingFaults(T inPlaceOfOne) {
    this.inPlaceOfOne = inPlaceOfOne;
  }

  /**
   * The data, which never fails when it is asked for a batch or whether there is one.
   *
   * @param type its interface
   */
  <I> I kept(Class<I> type, I data) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
          boolean inTurn = arguments == null || arguments.length == 0;
          return switch (method.getName()) {
            case "hasNext" -> hasNext(method, data);
            case "next" -> inTurn ? next(method, data) : call(method, data, arguments);
            default -> call(method, data, arguments);
          };
        }));
  }

  private boolean hasNext(Method method, Object data) {
    if (fault != null) {
      return !given;
    }
    try {
      return (boolean) call(method, data);
    } catch (Throwable e) {
      fault = e;
      return true;
    }
  }

  private @Nullable Object next(Method method, Object data) {
    if (fault == null) {
      try {
        return call(method, data);
      } catch (Throwable e) {
        fault = e;
      }
    }
    given = true;
    return inPlaceOfOne;
  }

  private static Object call(Method method, Object data, @Nullable Object... arguments)
      throws Throwable {
    try {
      return method.invoke(data, arguments);
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause();
      throw thrown == null ? e : thrown;
    }
  }

  /** The batch, or what the data threw in its place. */
  T thrownFor(T batch) {
    Throwable thrown = fault;
    if (batch == inPlaceOfOne && thrown != null) {
      throw ReadingFaults.<RuntimeException>asItIs(thrown);
    }
    return batch;
  }

  /** For any exception, since data written in another language may throw all kinds. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E asItIs(Throwable fault) throws E {
    throw (E) fault;
  }
}
