using Microsoft.CodeAnalysis;

namespace SymbolicDiff.Generators.Diagnostics;

/// <summary>What can be wrong with the method that carries the attribute; what can be wrong inside its body stands elsewhere.</summary>
internal static class TargetDiagnostics
{
    /// <summary>The property of <see cref="UnknownParameter"/> that holds the name that was probably meant.</summary>
    public const string Suggestion = nameof(Suggestion);

    private const string Category = "SymbolicDiff";

    public static readonly DiagnosticDescriptor NotPartial = new(
        "SD0001",
        "Type is not partial",
        "The type '{0}' must be partial, so that the derivatives of '{1}' can stand beside it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor FileLocalType = new(
        "SD0002",
        "Type is file-local",
        "'{0}' stands in the file-local type '{1}', which an emitted file cannot extend; remove 'file'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NoBody = new(
        "SD0003",
        "Method has no body",
        "'{0}' is {1} and has no body to differentiate; put the attribute on the method that computes the value",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NotStraight = new(
        "SD0004",
        "Async methods and iterators are not differentiated",
        "'{0}' is {1}, which is not differentiated; move the computation into an ordinary method",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NotAMethod = new(
        "SD0005",
        "Not an ordinary method",
        "'{0}' is {1}; only ordinary methods of classes, structs and interfaces are differentiated: move the computation into one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownParameter = new(
        "SD0006",
        "No parameter of that name",
        "'{0}' has no parameter '{1}' to differentiate with respect to{2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NoReals = new(
        "SD0007",
        "Parameter carries no real numbers",
        "'{0}' cannot be differentiated with respect to '{1}': {2}; name parameters of double, float, or arrays and spans of them",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NamedTwice = new(
        "SD0008",
        "Parameter is named twice",
        "'{0}' names the parameter '{1}' twice; remove one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NoRealParameter = new(
        "SD0009",
        "No parameter carries real numbers",
        "'{0}' has no parameter that carries real numbers, so there is nothing to differentiate with respect to; add a parameter of double, "
        + "float, or an array or span of them",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NoRealResult = new(
        "SD0010",
        "Method has no real result",
        "'{0}' computes no real number: its result is '{1}'; return a double or a float",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnsupportedResult = new(
        "SD0011",
        "Result type is not supported",
        "The result of '{0}', {1}, is not differentiated; return double or float, an array or a tuple of them",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NotOneResult = new(
        "SD0024",
        "Derivative needs a single real result",
        "'{0}' asks for {1}, which is made for a single real result, but its result is {2}; ask for Derivatives.Vjp, Derivatives.Jvp or Derivatives.Jacobian",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor RepeatedSweep = new(
        "SD0025",
        "Derivative needs the method's statements more than once",
        "The derivative of '{0}' would follow its statements more than once, but '{1}' would then happen, or be read, at another time or more often than once;"
        + " do that in the caller, or ask for Derivatives.Vjp or Derivatives.Jvp",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnmadeType = new(
        "SD0026",
        "Type cannot be made anew",
        "'{0}' cannot be differentiated with respect to '{1}': a gradient is a new '{2}', whose real members must be readable here and set by a constructor"
        + " that only keeps its arguments, or by an initialiser; give it such a constructor or settable members",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor WrittenMember = new(
        "SD0027",
        "Array inside a structure or object is written",
        "'{0}' writes to '{1}', an array inside a parameter, which is not differentiated; pass the array as a parameter of its own, or write to a copy",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnsupportedParameter = new(
        "SD0012",
        "Parameter type is not supported",
        "'{0}' cannot be differentiated with respect to '{1}' of type '{2}'; name the other parameters in the attribute, or pass "
        + "doubles, floats, arrays of rank one or two, jagged arrays, spans, tuples, structures or objects of them, by value",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnsupportedConstant = new(
        "SD0013",
        "Parameter cannot be passed on",
        "The parameter '{1}' of '{0}' is {2}, which derivative methods cannot pass on; use an array or a span",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnsupportedKind = new(
        "SD0014",
        "Derivative is not supported",
        "'{0}' asks for {1}, which is none; leave it out",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownArithmetic = new(
        "SD0015",
        "Arithmetic is none",
        "'{0}' asks for Arithmetic {1}, which is none; use Arithmetic.Exact or Arithmetic.Fast",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownProjectArithmetic = new(
        "SD0032",
        "Arithmetic of the project is none",
        "The property SymbolicDiffArithmetic is '{0}', which is none; use Exact or Fast",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor ClashWithMember = new(
        "SD0016",
        "Member has the name of a derivative",
        "The derivative '{0}' of '{1}' clashes with '{2}'; rename one of them",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor ClashOfDerivatives = new(
        "SD0017",
        "Two derivatives have one signature",
        "The derivative '{0}' of '{1}' has the same signature as that of '{2}'; rename one of the methods",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor Independent = new(
        "SD0018",
        "Result does not depend on the parameter",
        "The result of '{0}' does not depend on '{1}', so the derivative with respect to it is zero; name only the other parameters "
        + "in the attribute, or use it",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor ReassignedSpan = new(
        "SD0019",
        "Span is reassigned",
        "In '{0}' the span '{1}' is assigned again or names other memory in each iteration of a loop, which is not differentiated; "
        + "use one span or array and compute the index, or declare a span for each piece of memory outside of the loop",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor StorageFromOutside = new(
        "SD0020",
        "Storage from outside takes part",
        "In '{0}' values that depend on the parameters meet storage that is no parameter or local ('{1}'); pass it as a parameter, or copy "
        + "it into a local array",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor ReplacedRows = new(
        "SD0021",
        "Rows of a jagged array are replaced",
        "In '{0}' a row of the jagged array '{1}' is replaced; copy the elements into the row instead",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NoRule = new(
        "SD0022",
        "Operation has no derivative",
        "In '{0}' the operation '{1}' has no derivative rule; write it with others, or cut the dependence with Gradients.Stop",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor Call = new(
        "SD0028",
        "Call does not allow the derivative",
        "In '{0}' a call is in the way of the derivative: {1}; ask for other derivatives, or let the body of the method that is called be followed",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor Unconstrained = new(
        "SD0034",
        "Constraint is missing",
        "The derivative of '{0}' needs '{1}', which the constraints of '{2}' do not give it; add the constraint {3}<{2}>",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor Checkpoint = new(
        "SD0033",
        "Loop cannot run again from a checkpoint",
        "In '{0}' a loop with checkpoints cannot run again from one: {1}; leave the checkpoints out, or let the loop change locals and whole arrays alone",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MayBeWhole = new(
        "SD0139",
        "Type parameter may stand for whole numbers",
        "'{0}' cannot be differentiated: '{1}' may stand for whole or complex numbers; add the constraint IFloatingPoint<{1}>",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor TooDeep = new(
        "SD0023",
        "Method is nested too deeply",
        "'{0}' is nested too deeply: too many blocks, operations or calls stand inside each other; split it into methods, or use loops and locals",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor InternalFailure = new(
        "SD9999",
        "Internal failure",
        "'{0}' cannot be differentiated because of a failure inside SymbolicDiff while {1}: {2}; please report it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    private static readonly DiagnosticDescriptor[] late =
    [
        NoRealResult, NotOneResult, RepeatedSweep, WrittenMember, Independent, ReassignedSpan, StorageFromOutside, ReplacedRows, NoRule, Call, Checkpoint, TooDeep, Unconstrained,
        InternalFailure,
    ];

    /// <summary>The descriptor of something that turns up behind the caching boundary.</summary>
    public static DiagnosticDescriptor Of(string id) => late.First(descriptor => descriptor.Id == id);
}
