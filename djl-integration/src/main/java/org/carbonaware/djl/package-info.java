/** DJL trainings under carbon control: a listener that holds them; nothing else yet. */
@NullMarked
package org.carbonaware.djl;

import org.jspecify.annotations.NullMarked;
