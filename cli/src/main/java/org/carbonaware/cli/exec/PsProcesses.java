package org.carbonaware.cli.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The processes below a program's first one as {@code ps} tells them, for macOS and other systems
 * without {@code /proc}. A process whose parents are gone isn't found.
 */
record PsProcesses() implements Processes {
  private static final List<String> PS =
      List.of("ps", "-A", "-o", "pid=", "-o", "ppid=", "-o", "state=", "-o", "comm=");

  @Override
  public List<Member> of(long root, String mark) {
    Map<Long, Member> all = new LinkedHashMap<>();
    for (String line : listing()) {
      String[] words = line.strip().split("\\s+", 4);
      if (words.length == 4 && words[0].matches("\\d+") && words[1].matches("\\d+")) {
        long pid = Long.parseLong(words[0]);
        all.put(pid, member(pid, Long.parseLong(words[1]), words[2].charAt(0), words[3]));
      }
    }
    List<Member> family = new ArrayList<>();
    Member first = all.remove(root);
    if (first != null) {
      family.add(first);
    }
    for (int i = 0; i < family.size(); i++) {
      long parent = family.get(i).pid();
      all.values().stream().filter(other -> other.parent() == parent).forEach(family::add);
    }
    return family.stream().map(PsProcesses::timed).toList();
  }

  private static Member member(long pid, long parent, char state, String name) {
    return new Member(pid, parent, state, 0, Duration.ZERO, name);
  }

  private static Member timed(Member member) {
    Duration used = ProcessHandle.of(member.pid())
        .flatMap(handle -> handle.info().totalCpuDuration())
        .orElse(Duration.ZERO);
    return new Member(
        member.pid(), member.parent(), member.state(), member.started(), used, member.name());
  }

  private static List<String> listing() {
    try {
      Process ps =
          new ProcessBuilder(PS).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      ps.getOutputStream().close();
      return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
