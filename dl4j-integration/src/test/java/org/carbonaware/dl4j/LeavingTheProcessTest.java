package org.carbonaware.dl4j;

import org.carbonaware.control.tck.LeavingTheProcessContract;

class LeavingTheProcessTest extends LeavingTheProcessContract {
  @Override
  protected Class<?> child() {
    return Dl4jChild.class;
  }
}
