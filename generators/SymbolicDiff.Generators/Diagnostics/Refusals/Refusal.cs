using Microsoft.CodeAnalysis;

namespace SymbolicDiff.Generators.Diagnostics.Refusals;

/// <summary>What lowering refuses, and what it warns of: the language that is differentiated ends here.</summary>
public static class Refusal
{
    private const string Category = "SymbolicDiff.Language";

    public static readonly DiagnosticDescriptor UnknownConstruct = Error("SD0100", "Construct is not differentiated",
        "'{0}' is not differentiated ({1}); "
        + "write it with assignments, conditions, loops and calls of methods with source, or move it out of the method");

    public static readonly DiagnosticDescriptor Try = Error("SD0101", "lock is not differentiated",
        "'{0}' is not differentiated; move it to the caller of the method");

    public static readonly DiagnosticDescriptor Catch = Error("SD0137", "catch is not differentiated",
        "'{0}' goes on, or throws something else, after an exception, which is not differentiated; ask beforehand for what would throw, or catch in the caller of the method");

    public static readonly DiagnosticDescriptor Finally = Error("SD0138", "finally does more than can be repeated",
        "What '{0}' does to finish is not differentiated; let it assign locals, or call methods of objects that take no part, or move it to the caller of the method");

    public static readonly DiagnosticDescriptor Goto = Error("SD0102", "goto is not differentiated",
        "'goto' is not differentiated; use a loop with 'break' and 'continue', or return early");

    public static readonly DiagnosticDescriptor Asynchronous = Error("SD0103", "await and yield are not differentiated",
        "'{0}' is not differentiated; compute in a synchronous method that returns its result");

    public static readonly DiagnosticDescriptor Dynamic = Error("SD0104", "dynamic is not differentiated",
        "'{0}' is bound at run time and not differentiated; give it a static type");

    public static readonly DiagnosticDescriptor Unsafe = Error("SD0105", "Pointers are not differentiated",
        "'{0}' uses a pointer and is not differentiated; use an array or a span");

    public static readonly DiagnosticDescriptor Pattern = Error("SD0106", "Pattern is not differentiated",
        "The pattern '{0}' is not differentiated; compare scalars with constant, relational, 'and', 'or', 'not' and 'var' patterns");

    public static readonly DiagnosticDescriptor Type = Error("SD0107", "Type is not differentiated",
        "The type '{0}' carries real numbers but is not differentiated; use double, float, and arrays of rank one or two, "
        + "jagged arrays or spans of them or of structures and tuples of numbers");

    public static readonly DiagnosticDescriptor Enumeration = Error("SD0108", "foreach over this type is not differentiated",
        "'foreach' over '{0}' is not differentiated; iterate over an array or a span");

    public static readonly DiagnosticDescriptor Reference = Error("SD0109", "Reference is not differentiated",
        "The reference '{0}' is not differentiated; let 'ref' name one local, parameter or element, and do not redirect it");

    public static readonly DiagnosticDescriptor Range = Error("SD0110", "Range or index is not differentiated",
        "'{0}' is not differentiated; write the range or index where it is used, as in 'x[1..^1]' or 'x[^1]'");

    public static readonly DiagnosticDescriptor Query = Error("SD0111", "Query is not differentiated",
        "'{0}' is not differentiated; write the loop");

    public static readonly DiagnosticDescriptor UserOperator = Error("SD0112", "User-defined operator is not differentiated",
        "The operator '{0}' has no source here and is not differentiated; compute with double or float");

    public static readonly DiagnosticDescriptor Object = Error("SD0113", "Object or structure with real numbers is not differentiated",
        "'{0}' holds real numbers in an object or structure, which is not differentiated; use separate locals or an array");

    public static readonly DiagnosticDescriptor ConstructorParameter = Error("SD0114", "Constructor's parameter is not differentiated",
        "'{0}' is a parameter of the type's constructor, which a derivative cannot name or follow here; keep it in a field");

    public static readonly DiagnosticDescriptor SharedObject = Error("SD0115", "Object is changed",
        "'{0}' changes an object that the method is given, which others may know, too; use a structure, 'with', or a new object");

    public static readonly DiagnosticDescriptor ObjectName = Error("SD0136", "Variable may hold one of several objects",
        "Which object '{0}' is about is not known here, and the objects are changed; let each variable hold one object from its declaration on, or use a structure");

    public static readonly DiagnosticDescriptor NoSource = Error("SD0120", "Method without source",
        "'{0}' has no source in this compilation and no known derivative; "
        + "write it as a loop or as a method here, register a derivative with [DerivativeOf] or [DerivativeRule], or cut the dependence with Gradients.Stop");

    public static readonly DiagnosticDescriptor Virtual = Error("SD0121", "Call is bound at run time",
        "'{0}' may be overridden, so that the method called is not known; make it non-virtual, static or sealed");

    public static readonly DiagnosticDescriptor Delegate = Error("SD0122", "Target of a delegate is not known",
        "The target of the delegate '{0}' is not known here; assign one lambda or method to a local and call that, or call the method itself");

    public static readonly DiagnosticDescriptor Recursion = Error("SD0123", "Recursion is not differentiated",
        "'{0}' calls itself, which is not differentiated here: {1}; write it as a loop");

    public static readonly DiagnosticDescriptor Expansion = Error("SD0124", "Method is too large",
        "'{0}' grows beyond {1} statements when the methods it calls are inlined; call fewer methods or use loops");

    public static readonly DiagnosticDescriptor StorageMethod = Error("SD0125", "Method of arrays or spans is not differentiated",
        "'{0}' is not differentiated; "
        + "write it as a loop, or use Array.Copy, Array.Clear, Array.Fill, Clone, AsSpan, Slice, CopyTo, Fill, Clear and ToArray");

    public static readonly DiagnosticDescriptor Inaccessible = Error("SD0126", "Inlined code is not accessible",
        "'{0}' is not accessible from '{1}', where the derivative is emitted; make it internal");

    public static readonly DiagnosticDescriptor EmittedCall = Error("SD0127", "Call of a derivative",
        "The derivative '{0}' cannot be called here: {1}");

    public static readonly DiagnosticDescriptor Bodiless = Error("SD0128", "Method body is not differentiated",
        "The body of '{0}' is not differentiated: it is abstract, extern, asynchronous or an iterator; call an ordinary method");

    public static readonly DiagnosticDescriptor NoDerivative = Error("SD0129", "Method of another assembly without its reverse derivative",
        "'{0}' is differentiable, but its assembly has no reverse derivative that calls of it can be differentiated with; there, give the method "
        + "Emit = Derivatives.Gradient | Derivatives.Vjp, and a real result, an array of them, or nothing but what it writes to arrays, spans and real parameters by reference");

    public static readonly DiagnosticDescriptor ConstantParameter = Error("SD0132", "Argument has no adjoint",
        "The reverse derivative of '{0}' has no adjoint for '{1}', but the argument depends on the parameters, and its derivative would be lost; "
        + "let it have one, or pass Gradients.Stop of the argument");

    public static readonly DiagnosticDescriptor SharedReference = Error("SD0141", "Reference cannot be followed",
        "The call of '{0}' is differentiated by its reverse derivative, which '{1}' is in the way of: pass a local of its own by reference, and assign what it holds afterwards");

    public static readonly DiagnosticDescriptor Elements = Error("SD0133", "Elements cannot be written",
        "The elements of '{0}' cannot be written, as a derivative has to; let each member of '{1}' be accessible here and be a field, a property with 'set' or 'init', "
        + "or one that a constructor keeps an argument in");

    public static readonly DiagnosticDescriptor List = Error("SD0134", "Use of a list is not differentiated",
        "'{0}' is not differentiated; keep the list in one local that is not assigned again, use Add, Clear, Count, the indexer, ToArray and foreach, "
        + "and leave the list as it is while it is enumerated");

    public static readonly DiagnosticDescriptor FrameworkMember = Error("SD0135", "Member of System.Numerics is not differentiated",
        "'{0}' is not differentiated; write it with the members of its type that are, or with double or float");

    public static readonly DiagnosticDescriptor StoredOutside = Error("SD0130", "Real number leaves the method",
        "The value stored in '{0}' depends on the parameters, and its derivative would be lost; "
        + "return it, write it to a parameter, or store Gradients.Stop of it");

    public static readonly DiagnosticDescriptor PassedOutside = Error("SD0131", "Real number is passed to unknown code",
        "The value passed to '{0}' depends on the parameters, and its derivative would be lost; "
        + "compute with double, float, arrays and spans, call a method with source here, or pass Gradients.Stop of the value");

    public static readonly DiagnosticDescriptor Checkpoint = Error("SD0142", "Loop cannot have checkpoints",
        "The loop cannot have checkpoints: {0}; count its iterations by a 'for', or leave the checkpoints out");

    public static readonly DiagnosticDescriptor CheckpointPlace = Error("SD0143", "Checkpoint without a loop",
        "'Gradients.Checkpoint()' stands here for no loop; let it be the first statement of a loop's body");

    public static readonly DiagnosticDescriptor ReferencedRule = Error("SD0306", "Rule of another assembly cannot be used",
        "The rule of '{0}' that comes with the assembly '{1}' cannot be used here: {2}; write a rule for the method in this project");

    public static readonly DiagnosticDescriptor Truncated = Warning("SD0200", "Real number is cast to an integer",
        "The value '{0}' depends on the parameters; cast to '{1}' its derivative is zero. If that is intended, write Gradients.Stop around it.");

    /// <summary>All of them, by id.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        UnknownConstruct, Try, Goto, Asynchronous, Dynamic, Unsafe, Pattern, Type, Enumeration, Reference, Range, Query, UserOperator, Object,
        ConstructorParameter, SharedObject, ObjectName,
        NoSource, Virtual, Delegate, Recursion, Expansion, StorageMethod, Inaccessible, EmittedCall, Bodiless, NoDerivative, StoredOutside,
        PassedOutside, ConstantParameter, SharedReference, ReferencedRule, Elements, List, FrameworkMember, Catch, Finally, Checkpoint, CheckpointPlace, Truncated,
    ];

    public static DiagnosticDescriptor ById(string id) => All.First(descriptor => descriptor.Id == id);

    public static bool IsError(string id) => ById(id).DefaultSeverity == DiagnosticSeverity.Error;

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true);
}
