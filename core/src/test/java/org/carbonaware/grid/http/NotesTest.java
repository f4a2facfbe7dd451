package org.carbonaware.grid.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NotesTest {
  @Test
  void saysEachThingOnceAndStopsSomewhere() {
    Notes notes = new Notes("test");
    notes.add("b");
    notes.add("a");
    notes.add("b");
    assertThat(notes.all()).containsExactly("b", "a");
    for (int i = 0; i < 1000; i++) {
      notes.add("note " + i);
    }
    assertThat(notes.all()).hasSize(100);
  }
}
