package org.carbonaware.benchmarks.micro;

import java.util.Map;

/**
 * One benchmark of JMH with its parameters and threads.
 *
 * @param name such as {@code gate-open-8}
 * @param text what it does, in a few words
 * @param benchmark its class and method
 * @param parameters of the class
 * @param threads how many call it at a time
 * @param once whether a single call is measured, which takes long enough for that
 */
record Measure(
    String name,
    String text,
    String benchmark,
    Map<String, String> parameters,
    int threads,
    boolean once) {
  Measure {
    parameters = Map.copyOf(parameters);
  }

  static Measure of(String name, String text, Class<?> of, String method) {
    return new Measure(name, text, of.getName() + "." + method, Map.of(), 1, false);
  }

  Measure with(Map<String, String> values) {
    return new Measure(name, text, benchmark, values, threads, once);
  }

  Measure threads(int count) {
    return new Measure(name, text, benchmark, parameters, count, once);
  }

  Measure singly() {
    return new Measure(name, text, benchmark, parameters, threads, true);
  }
}
