package org.carbonaware.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An option that, where it is not given, has the value of a setting of the configuration. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface FromConfig {
  /** The setting, such as {@code job.work}. */
  String value();
}
