using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Pipeline;

/// <summary>Which interfaces of generic math have the operations that a derivative uses, and whether the constraints name them.</summary>
internal static class GenericMembers
{
    private const string OfAllNumbers = "INumberBase";

    private const string OfNumbers = "INumber";

    private const string OfBits = "IFloatingPointIeee754";

    private static readonly Dictionary<string, string> Interfaces = Rows().SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Interface)))
        .ToDictionary(row => row.name, row => row.Interface, StringComparer.Ordinal);

    /// <summary>The first operation that the constraints of its type do not offer; null where all are there.</summary>
    public static (GenericReal Type, string Operation, string Interface)? Missing(IEnumerable<Function> functions, EquatableArray<GenericReal> types)
    {
        if (types.Count == 0) return null;
        var known = types.ToDictionary(type => type.Name, StringComparer.Ordinal);
        foreach (Expression part in functions.SelectMany(function => function.Body.AllStatements()).SelectMany(statement => statement.Reads()).SelectMany(read => read.DescendantsAndSelf()))
        {
            if (Needed(part) is not { } needed || !known.TryGetValue(needed.Type, out GenericReal? type)) continue;
            if (!type.Interfaces.Contains(needed.Interface) && !type.Interfaces.Contains(OperatorsOf(needed))) return (type, needed.Operation, needed.Interface);
        }

        return null;
    }

    /// <summary>The functions without constants that the constraints do not offer: 0 / 0 stands where types that have no NaN never come.</summary>
    public static EquatableArray<Function> WithoutNaN(EquatableArray<Function> functions, EquatableArray<GenericReal> types)
    {
        var limited = new HashSet<string>(types.Where(type => !type.Interfaces.Contains(OfBits)).Select(type => type.Name), StringComparer.Ordinal);
        return limited.Count == 0 ? functions : functions.Map(function => function with { Body = Walk(function.Body) });

        Block Walk(Block block) => new(block.Statements.Map(statement => statement.Map(Replace, Walk)));

        Expression Replace(Expression expression) =>
            expression is Constant { Type: ScalarType { Kind: ScalarKind.Generic, Name: { } name } type, Real: var real } && double.IsNaN(real) && limited.Contains(name)
                ? new Apply(Primitive.Divide, type, Constant.RealOf(0, type), Constant.RealOf(0, type))
                : expression.MapChildren(Replace);
    }

    /// <summary>The interface that has an operation, by the operation's name in C#.</summary>
    public static string Of(string operation) => Interfaces.TryGetValue(operation, out string? found) ? found : OfAllNumbers;

    private static (string Type, string Operation, string Interface)? Needed(Expression expression) => expression switch
    {
        Constant { Type: ScalarType { Kind: ScalarKind.Generic, Name: { } name }, Real: var real } when double.IsNaN(real) || double.IsInfinity(real) =>
            (name, double.IsNaN(real) ? "NaN" : real > 0 ? "PositiveInfinity" : "NegativeInfinity", OfBits),
        Apply { Operands.Count: > 0 } apply when apply.Operands[0].Type is ScalarType { Kind: ScalarKind.Generic, Name: { } name } => (name, apply.Primitive.Text, Of(apply.Primitive.Text)),
        _ => null,
    };

    /// <summary>The interface of an operator alone.</summary>
    private static string OperatorsOf((string Type, string Operation, string Interface) needed) => needed.Operation switch
    {
        "%" => "IModulusOperators",
        "<" or "<=" or ">" or ">=" => "IComparisonOperators",
        _ => needed.Interface,
    };

    private static IEnumerable<(string Interface, string Names)> Rows() =>
    [
        (OfNumbers, "% < <= > >= Max Min Clamp CopySign Sign MaxNative MinNative MaxNumber MinNumber ClampNative"),
        ("IExponentialFunctions", "Exp Exp2 Exp10 ExpM1 Exp2M1 Exp10M1"),
        ("ILogarithmicFunctions", "Log Log2 Log10 LogP1 Log2P1 Log10P1"),
        ("IPowerFunctions", "Pow"),
        ("IRootFunctions", "Sqrt Cbrt RootN Hypot"),
        ("ITrigonometricFunctions", "Sin Cos Tan Asin Acos Atan SinPi CosPi TanPi AsinPi AcosPi AtanPi SinCos SinCosPi DegreesToRadians RadiansToDegrees"),
        ("IHyperbolicFunctions", "Sinh Cosh Tanh Asinh Acosh Atanh"),
        ("IFloatingPoint", "Floor Ceiling Truncate Round"),
        (OfBits, "Atan2 Atan2Pi FusedMultiplyAdd IEEERemainder BitIncrement BitDecrement ReciprocalEstimate ReciprocalSqrtEstimate ILogB ScaleB Lerp"),
    ];
}
