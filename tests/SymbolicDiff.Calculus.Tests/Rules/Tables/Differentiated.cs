using SymbolicDiff.Calculus.Differentiation;

namespace SymbolicDiff.Calculus.Tests.Rules.Tables;

/// <summary>The function that is one primitive, through both modes and to second order.</summary>
internal sealed class Differentiated
{
    private static readonly string[] Names = ["x", "y", "z"];

    private readonly Function primal;
    private readonly EquatableArray<Variable> reals;

    /// <param name="primitive">The name of the primitive.</param>
    /// <param name="operands">What the operands are like: their types are taken.</param>
    public Differentiated(string primitive, object[] operands)
    {
        var code = new Code();
        ValueType precision = operands[0] is float ? ValueType.Single : ValueType.Double;
        Variable[] parameters = [.. operands.Select((operand, i) => code.Parameter(Names[i], operand is int ? ValueType.Int32 : precision))];
        var apply = new Apply(Primitive.All[primitive], precision, [.. parameters.Select(parameter => (Expression)parameter)]);
        primal = code.Returns(code.Local("value", apply));
        reals = parameters.Where(parameter => parameter.Type.IsReal).ToEquatableArray();
    }

    private Function Forward => field ??= ForwardMode.Differentiate(primal, reals, "Forward");

    private Function Reverse => field ??= Tests.Gradients.Unsimplified(primal, reals);

    private Function Emitted => field ??= Tests.Gradients.Simplified(primal, reals);

    private Function ForwardOfForward => field ??= ForwardMode.Differentiate(Forward, reals, "ForwardOfForward");

    private Function ForwardOfEmitted => field ??= ForwardMode.Differentiate(Emitted, reals, "ForwardOfEmitted");

    /// <summary>The tangent of the value.</summary>
    public double Tangent(object[] point, params double[] direction) => Last(Run(Forward, point, direction));

    /// <summary>The gradient by reverse mode as it is written down first.</summary>
    public double[] Gradient(object[] point)
    {
        object?[] arguments = [.. point, .. reals.Select(_ => (object?)null)];
        Evaluator.Run(Reverse, arguments);
        return Values.Reals(arguments[point.Length..]);
    }

    /// <summary>The gradient as it is emitted.</summary>
    public double[] EmittedGradient(object[] point) => Values.Reals([.. Evaluator.Run(Emitted, [.. point]).Skip(1)]);

    public double Second(object[] point, int i, int j) => Last(Run(ForwardOfForward, point, [.. Unit(i), .. Unit(j)]));

    /// <summary>The derivative by one operand of the emitted gradient's component for another.</summary>
    public double SecondByEmitted(object[] point, int i, int j) => Values.Reals(Run(ForwardOfEmitted, point, Unit(j)))[reals.Count + 2 + i];

    public double[] Unit(int i) => [.. reals.Select((_, k) => k == i ? 1.0 : 0.0)];

    private static object?[] Run(Function function, object[] point, double[] directions) =>
        Evaluator.Run(function, [.. point, .. directions.Select(direction => point[0] is float ? (object)(float)direction : direction)]);

    private static double Last(object?[] results) => Values.Reals(results[^1])[0];
}
