/**
 * Parts of the library measured alone with JMH, each beside what it is compared with. The classes
 * are public because JMH makes its code from them.
 */
@NullMarked
package org.carbonaware.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
