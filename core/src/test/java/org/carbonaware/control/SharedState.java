package org.carbonaware.control;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All fields of an object of this package and of those it holds, in words. Whatever fields a class
 * gets, none is forgotten; objects of one content are told apart by when they were first seen.
 */
final class SharedState {
  private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

  private final Function<Thread, String> names;
  private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();

  SharedState(Function<Thread, String> names) {
    this.names = names;
  }

  String of(Object root) {
    StringBuilder text = new StringBuilder();
    append(text, root, new IdentityHashMap<>());
    return text.toString();
  }

  private void append(
      StringBuilder text, @Nullable Object value, IdentityHashMap<Object, Boolean> told) {
    if (value instanceof Thread thread) {
      text.append(names.apply(thread));
    } else if (value instanceof Collection<?> all) {
      text.append(all.stream().map(each -> in(each, told)).sorted().toList());
    } else if (value instanceof Map<?, ?> map) {
      text.append(map.entrySet().stream()
          .map(each -> in(each.getKey(), told) + '=' + in(each.getValue(), told))
          .sorted()
          .collect(Collectors.joining(",", "{", "}")));
    } else if (value == null || !isOurs(value)) {
      text.append(value);
    } else {
      int number = numbers.computeIfAbsent(value, first -> numbers.size());
      text.append('#').append(number);
      if (told.put(value, true) == null) {
        appendFields(text, value, told);
      }
    }
  }

  private String in(@Nullable Object value, IdentityHashMap<Object, Boolean> told) {
    StringBuilder text = new StringBuilder();
    append(text, value, told);
    return text.toString();
  }

  private void appendFields(
      StringBuilder text, Object value, IdentityHashMap<Object, Boolean> told) {
    text.append('(');
    for (Field field : FIELDS.computeIfAbsent(value.getClass(), SharedState::fieldsOf)) {
      try {
        append(text, field.get(value), told);
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
      text.append(';');
    }
    text.append(')');
  }

  private static boolean isOurs(Object value) {
    Class<?> type = value.getClass();
    return type.getPackage() == SharedState.class.getPackage()
        && !type.isRecord()
        && !type.isEnum();
  }

  private static List<Field> fieldsOf(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      boolean isState = !Modifier.isStatic(field.getModifiers())
          && !Lock.class.isAssignableFrom(field.getType())
          && !Condition.class.isAssignableFrom(field.getType())
          && !TrainingClock.class.isAssignableFrom(field.getType())
          && !Attendant.class.isAssignableFrom(field.getType());
      if (isState) {
        field.setAccessible(true);
        fields.add(field);
      }
    }
    return List.copyOf(fields);
  }
}
