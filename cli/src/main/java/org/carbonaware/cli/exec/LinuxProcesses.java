package org.carbonaware.cli.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The processes of a program in Linux's {@code /proc}: those below its first one, and those that
 * carry its mark in their environment, whatever session, group or parent they have now.
 *
 * @param proc what stands for {@code /proc}
 */
record LinuxProcesses(Path proc) implements Processes {
  /** The kernel tells times in hundredths of a second on every architecture. */
  private static final long MILLIS_PER_TICK = 10;

  @Override
  public List<Member> of(long root, String mark) {
    Map<Long, Member> all = all();
    List<Member> family = new ArrayList<>();
    Member first = all.remove(root);
    if (first != null) {
      family.add(first);
    }
    long since = first == null ? 0 : first.started();
    addBelow(family, 0, all);
    for (Member other : List.copyOf(all.values())) {
      if (other.started() >= since && all.containsKey(other.pid()) && carries(other, mark)) {
        all.remove(other.pid());
        family.add(other);
        addBelow(family, family.size() - 1, all);
      }
    }
    return family;
  }

  /** Moves the children of the members from an index on, their children too, to the family. */
  private static void addBelow(List<Member> family, int from, Map<Long, Member> others) {
    for (int i = from; i < family.size(); i++) {
      long parent = family.get(i).pid();
      List<Member> children =
          others.values().stream().filter(other -> other.parent() == parent).toList();
      children.forEach(child -> others.remove(child.pid()));
      family.addAll(children);
    }
  }

  private Map<Long, Member> all() {
    Map<Long, Member> all = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path entry : entries) {
        read(entry).ifPresent(member -> all.put(member.pid(), member));
      }
    } catch (IOException | DirectoryIteratorException e) {
      return all; // as far as it went
    }
    return all;
  }

  private static Optional<Member> read(Path entry) {
    try {
      return parse(text(entry.resolve("stat")));
    } catch (IOException | RuntimeException e) { // it has just ended
      return Optional.empty();
    }
  }

  /** The name, in brackets, may hold anything, brackets and spaces too. */
  static Optional<Member> parse(String stat) {
    int open = stat.indexOf('(');
    int close = stat.lastIndexOf(')');
    if (open < 0 || close < open) {
      return Optional.empty();
    }
    String[] fields = stat.substring(close + 1).strip().split(" ", -1);
    try {
      long ticks = 0;
      for (int i = 11; i <= 14; i++) { // user and system, its own and its collected children's
        ticks += Long.parseLong(fields[i]);
      }
      return Optional.of(new Member(
          Long.parseLong(stat.substring(0, open).strip()),
          Long.parseLong(fields[1]),
          fields[0].charAt(0),
          Long.parseLong(fields[19]),
          Duration.ofMillis(ticks * MILLIS_PER_TICK),
          stat.substring(open + 1, close)));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private boolean carries(Member member, String mark) {
    try {
      return text(proc.resolve(member.pid() + "/environ")).contains(mark);
    } catch (IOException | RuntimeException e) { // another user's, or it has just ended
      return false;
    }
  }

  @Override
  public long collectedNanos() {
    try {
      String stat = text(proc.resolve("self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
      long ticks = Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
      return Duration.ofMillis(ticks * MILLIS_PER_TICK).toNanos();
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
