using SymbolicDiff.Behavior.Tests.Harness;
using SymbolicDiff.Calculus;
using SymbolicDiff.Calculus.Simplification;
using SymbolicDiff.Calculus.Tests;

namespace SymbolicDiff.Fuzz.Checks;

/// <summary>
/// Runs the functions behind a program in the tests' evaluator, which knows nothing of C#: the lowered method, its derivatives as they are printed, and the same
/// derivatives before they are simplified.
/// </summary>
internal sealed class Evaluated
{
    /// <summary>What derivatives call of the framework.</summary>
    private static readonly Dictionary<string, Func<object?[], object?>> externals = new(StringComparer.Ordinal)
    {
        ["double.IsFinite({0})"] = operands => double.IsFinite((double)operands[0]!),
        ["object.ReferenceEquals({0}, {1})"] = operands => ReferenceEquals(operands[0], operands[1]),
        ["{0}[{1}]"] = operands => operands[0] switch
        {
            List<double> list => list[(int)operands[1]!],
            LaneValues all => all.Items[(int)operands[1]!],
            _ => Calculus.Tests.Memory.Get(operands[0], [operands[1]]),
        },
        ["global::System.ArgumentNullException.ThrowIfNull({0})"] = _ => null,
    };

    /// <summary>How calls of the run-time library's lanes begin, all of which the evaluator knows.</summary>
    private static readonly string[] lanes =
        ["global::SymbolicDiff.Lanes.", "global::SymbolicDiff.LaneMask.", "((global::SymbolicDiff.Lanes)", "((global::SymbolicDiff.LaneMask)"];

    private readonly Derived derived;
    private readonly RecursivePairs pairs;
    private readonly Function normal;

    public Evaluated(Derived derived)
    {
        this.derived = derived;
        normal = CommonValues.Run(derived.Primal);
        pairs = RecursivePairs.Of(normal);
    }

    /// <summary>Why the evaluator cannot run a function; null where it can: C# that stands in it as it is, and methods with rules, which only the compiled program has.</summary>
    public string? Obstacle(IEnumerable<Function> functions) => functions.Concat(derived.Primal.Callees).SelectMany(Parts).Select(ObstacleIn).FirstOrDefault(obstacle => obstacle is not null);

    private static string? ObstacleIn(Expression part) => part switch
    {
        Apply { Primitive.Ruled: { } method } => "the rule of " + method.Name,
        External external when external.Callee?.Recursive is null && Printer.Pattern(external) is var text && !IsKnown(text) => text,
        _ => null,
    };

    /// <summary>The lowered method.</summary>
    public IReadOnlyList<Function> Primal => [derived.Primal, .. derived.Primal.Callees];

    /// <summary>A derivative as it is printed, and what it calls.</summary>
    public IReadOnlyList<Function> Emitted(string suffix) =>
        [derived.Emitted.Single(function => function.Name == derived.Primal.Name + suffix), .. derived.Emitted.Where(function => function.IsPrivate)];

    /// <summary>The reverse derivative before it is simplified; the methods that call themselves are as they are printed.</summary>
    public IReadOnlyList<Function> PlainVjp() => [.. pairs.Add([VjpForm.Plain(normal, Independents)], CancellationToken.None)];

    /// <summary>The forward derivative before it is simplified.</summary>
    public IReadOnlyList<Function> PlainJvp() =>
        [.. pairs.Add([Calculus.Differentiation.ForwardMode.Differentiate(normal, Independents.ToEquatableArray(), normal.Name + "Jvp")], CancellationToken.None)];

    /// <summary>What the first of the functions gives, and what it leaves in its arguments.</summary>
    public double[] Run(IReadOnlyList<Function> functions, object?[] arguments) => Run(functions, arguments, out _);

    /// <summary>Whether the method computes infinity or NaN on its way; null where the evaluator cannot say.</summary>
    public bool? MeetsInfinity(object?[] arguments)
    {
        if (Obstacle(Primal) is not null) return null;
        Run(Primal, arguments, out Evaluator evaluator);
        return evaluator.HasMetInfinity;
    }

    private double[] Run(IReadOnlyList<Function> functions, object?[] arguments, out Evaluator evaluator)
    {
        object?[] leaves = [.. Given(functions[0], arguments)];
        evaluator = new Evaluator(externals)
        {
            Recursive = form => functions.FirstOrDefault(function => function.Name == form.Name) ?? derived.Primal.Callees.FirstOrDefault(callee => callee.Name == form.Method),
        };
        object?[] results = evaluator.Call(functions[0], leaves);
        return [.. results.Concat(leaves).SelectMany(Numbers)];
    }

    private List<Variable> Independents =>
    [
        .. derived.WithRespectTo.SelectMany(name => normal.Composites.FirstOrDefault(composite => composite.Whole.Name == name) is { } composite
            ? composite.Reals
            : [normal.Parameters.Select(parameter => parameter.Variable).First(variable => variable.Name == name)]),
    ];

    private static IEnumerable<Expression> Parts(Function function) =>
        function.Body.AllStatements().SelectMany(statement => statement.Reads()).SelectMany(read => read.DescendantsAndSelf());

    /// <summary>Exceptions are not met: the method itself has run.</summary>
    private static bool IsKnown(string text) =>
        text is "null" or "default" or "default!" or "{0} is null" or "{0}.PushBlock({1})" or "{0}.PopBlock({1})" || lanes.Any(type => text.StartsWith(type, StringComparison.Ordinal)) || externals.ContainsKey(text) || text.StartsWith("new global::System.", StringComparison.Ordinal) && text.Contains("Exception(", StringComparison.Ordinal);

    /// <summary>The arguments as the function has them: structures and tuples whole, or taken apart.</summary>
    private static IEnumerable<object?> Given(Function function, object?[] arguments)
    {
        int next = 0;
        foreach (object? argument in arguments)
        {
            IReadOnlyList<object?> given = function.Parameters[next].Variable.Type is ScalarType ? [.. Leaves(argument)] : [Made(argument, function.Parameters[next].Variable.Type)];
            next += given.Count;
            foreach (object? one in given) yield return one;
        }
    }

    private static object? Made(object? value, ValueType type)
    {
        switch (type)
        {
            case CompositeType composite when value is List<double> list:
                return new Composite(composite, [list.ToArray()]);
            case StorageType when value is List<double> items:
                return items.ToArray();
            case CompositeType composite:
                var values = Reals.Fields(value!.GetType()).Zip(composite.Members, (field, member) => Made(field.GetValue(value), member.Type));
                return new Composite(composite, [.. values]);
            case StorageType { Element: CompositeType element } when value is Array array:
                return array.Cast<object?>().Select(item => (Composite)Made(item, element)!).ToArray();
            default:
                return Reals.Copy(value);
        }
    }

    private static IEnumerable<object?> Leaves(object? value) => value is not null && Reals.IsAggregate(value.GetType())
        ? Reals.Fields(value.GetType()).SelectMany(field => Leaves(field.GetValue(value)))
        : [value];

    private static double[] Numbers(object? value) => value switch
    {
        Span span => [.. Enumerable.Range(span.Offset, span.Length).SelectMany(i => Numbers(span.Array!.GetValue(i)))],
        Composite composite => [.. composite.Values.SelectMany(Numbers)],
        Composite[] composites => [.. composites.SelectMany(Numbers)],
        _ => Reals.Of(value),
    };
}
