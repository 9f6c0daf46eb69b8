package io.clevertap.contract.nativeimage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InterfaceType;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * A program that ran in its own JVM, whose debugging agent reported the classes that the program
 * reflected on.
 */
final class TracedProgram {

  /** The methods of Class through which every lookup of members goes. */
  private static final Set<String> REFLECTION =
      Set.of(
          "privateGetDeclaredFields",
          "privateGetDeclaredMethods",
          "privateGetDeclaredConstructors");

  private final Set<String> reflectedOn = new TreeSet<>();
  private final Set<String> proxied = new TreeSet<>();
  private final String output;

  /** Runs a program to its end. */
  static TracedProgram run(Class<?> program, String argument) throws Exception {
    LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("main").setValue(program.getName() + " " + argument);
    arguments
        .get("options")
        .setValue(
            "-Dslf4j.internal.verbosity=ERROR -cp \""
                + System.getProperty("java.class.path")
                + "\"");
    TracedProgram traced = new TracedProgram(connector.launch(arguments));
    traced.reflectedOn.remove(program.getName()); // the launcher looked up the main method
    return traced;
  }

  private TracedProgram(VirtualMachine machine) throws Exception {
    CompletableFuture<String> output = read(machine.process().getInputStream());
    CompletableFuture<String> errors = read(machine.process().getErrorStream());
    watch(machine);
    for (boolean ended = false; !ended; ) {
      EventSet events = machine.eventQueue().remove();
      for (Event event : events) {
        if (event instanceof BreakpointEvent reflection) {
          ReferenceType type = reflectedOn(reflection);
          if (!isKnownAnyway(type)) {
            reflectedOn.add(type.name());
          }
        } else if (event instanceof VMDeathEvent) {
          proxied.addAll(proxied(machine));
        }
        ended |= event instanceof VMDisconnectEvent;
      }
      if (!ended) {
        events.resume();
      }
    }
    this.output = output.join() + errors.join();
  }

  /** Returns the whole output of the program. */
  String output() {
    return output;
  }

  /**
   * Returns the classes below a package whose members were looked up, and which the metadata must
   * name.
   */
  List<String> reflectedOn(String prefix) {
    return reflectedOn.stream().filter(name -> name.startsWith(prefix)).toList();
  }

  /** Returns the interfaces that had proxies, except annotations. */
  Set<String> proxied() {
    return proxied;
  }

  private static void watch(VirtualMachine machine) {
    for (Method method : machine.classesByName(Class.class.getName()).get(0).methods()) {
      if (REFLECTION.contains(method.name())) {
        BreakpointRequest watch =
            machine.eventRequestManager().createBreakpointRequest(method.location());
        watch.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        watch.enable();
      }
    }
    machine.eventRequestManager().createVMDeathRequest().enable();
  }

  private static ReferenceType reflectedOn(BreakpointEvent reflection)
      throws IncompatibleThreadStateException {
    ObjectReference type = reflection.thread().frame(0).thisObject();
    return ((ClassObjectReference) type).reflectedType();
  }

  /** A native image contains lambdas and enum constants even if the metadata does not name them. */
  private static boolean isKnownAnyway(ReferenceType type) {
    return type.name().contains("$$Lambda") || type instanceof ClassType named && named.isEnum();
  }

  private static List<String> proxied(VirtualMachine machine) {
    return machine.allClasses().stream()
        .filter(type -> type instanceof ClassType proxy && isProxy(proxy))
        .flatMap(type -> ((ClassType) type).interfaces().stream())
        .map(ReferenceType::name)
        .toList();
  }

  private static boolean isProxy(ClassType type) {
    return type.superclass() != null
        && type.superclass().name().equals(Proxy.class.getName())
        && type.interfaces().stream().noneMatch(TracedProgram::isAnnotation);
  }

  private static boolean isAnnotation(InterfaceType type) {
    return type.superinterfaces().stream()
        .anyMatch(parent -> parent.name().equals(Annotation.class.getName()));
  }

  private static CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
