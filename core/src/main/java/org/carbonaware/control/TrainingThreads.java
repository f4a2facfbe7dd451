package org.carbonaware.control;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The threads of a training: those that were announced, those that stand at the gate, and those
 * that a pause waited for in vain. Used under the standstill's lock.
 */
final class TrainingThreads {
  private final Set<Thread> announced = new HashSet<>();

  /** The threads that stand, each with whether it can save. */
  private final Map<Thread, Boolean> parked = new HashMap<>();

  /** Announced threads that a pause waited for in vain; announced again when they come. */
  private final Set<Thread> missing = new HashSet<>();

  private boolean allLeft;

  void announce(Thread thread) {
    announced.add(thread);
    allLeft = false;
  }

  void leave(Thread thread) {
    announced.remove(thread);
    missing.remove(thread);
    allLeft = announced.isEmpty() && missing.isEmpty();
  }

  /** Whether threads were announced and all of them left: then nobody will come. */
  boolean allLeft() {
    return allLeft;
  }

  /** The announced threads, also those that did not come to the last pause. */
  Set<Thread> all() {
    Set<Thread> threads = new HashSet<>(announced);
    threads.addAll(missing);
    return threads;
  }

  int announced() {
    return announced.size();
  }

  /** A thread comes to the gate and stands. */
  void park(Thread thread, boolean canSave) {
    if (missing.remove(thread)) {
      announced.add(thread);
    }
    parked.put(thread, canSave);
  }

  void unpark(Thread thread) {
    parked.remove(thread);
  }

  /** How many stand. */
  int parked() {
    return parked.size();
  }

  /** Whether one that stands can save. */
  boolean oneCanSave() {
    return parked.containsValue(true);
  }

  /** Whether every announced thread stands; those that died meanwhile no longer count. */
  boolean allStand() {
    announced.removeIf(thread -> !thread.isAlive());
    return parked.keySet().containsAll(announced);
  }

  /** Waits no longer for those that do not stand; returns how many they are. */
  int giveUpTheAbsent() {
    Set<Thread> absent = new HashSet<>(announced);
    absent.removeAll(parked.keySet());
    announced.removeAll(absent);
    missing.removeIf(thread -> !thread.isAlive());
    missing.addAll(absent);
    return absent.size();
  }
}
