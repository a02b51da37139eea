using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Tests.Rules;

/// <summary>One application of a primitive at a point: its value and its partials as the rules give them.</summary>
internal sealed class Call
{
    private static readonly string[] Names = ["x", "y", "z"];

    private readonly object[] point;
    private readonly Apply apply;

    public Call(string primitive, params object[] point)
        : this(primitive, RuleBook.Default, point)
    {
    }

    public Call(string primitive, RuleBook rules, object[] point)
        : this(primitive, rules, point, isLastConstant: false)
    {
    }

    private Call(string primitive, RuleBook rules, object[] point, bool isLastConstant)
    {
        this.point = point;
        ValueType precision = point[0] is float ? ValueType.Single : ValueType.Double;
        var operands = point.Select((value, i) => isLastConstant && i == point.Length - 1 && value is double constant
            ? Constant.Of(constant)
            : (Expression)Terms.Variable(Names[i], value is int ? ValueType.Int32 : precision));
        apply = new Apply(Primitive.All[primitive], precision, operands.ToEquatableArray());
        Partials = rules.Partials(apply, Terms.Variable("result", precision))
            ?? throw new InvalidOperationException("No rule for " + primitive);
    }

    /// <summary>The same where the last operand is known while differentiating.</summary>
    public static Call WithConstant(string primitive, RuleBook rules, object[] point) => new(primitive, rules, point, isLastConstant: true);

    public IReadOnlyList<Partial> Partials { get; }

    public double Value => Terms.Value(apply, Named(point));

    public double Partial(int operand) =>
        Terms.Value(Partials[operand].Value, [.. Named(point), ("result", point[0] is float ? (object)(float)Value : Value)]);

    public double[] AllPartials() => [.. Enumerable.Range(0, point.Length).Select(Partial)];

    /// <summary>The derivative by a central difference of five points.</summary>
    public double Difference(int operand)
    {
        double at = (double)point[operand];
        double step = Math.Max(Math.Abs(at), 0.01) * 1e-3;
        double At(int steps)
        {
            object[] moved = [.. point];
            moved[operand] = at + steps * step;
            return Terms.Value(apply, Named(moved));
        }

        return (At(-2) - 8 * At(-1) + 8 * At(1) - At(2)) / (12 * step);
    }

    private static (string, object)[] Named(object[] values) => [.. values.Select((value, i) => (Names[i], value))];
}
