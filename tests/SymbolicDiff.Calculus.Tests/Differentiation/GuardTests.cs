using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests.Differentiation;

/// <summary>Guards as statements, in all forms that a derivative's text may have: their derivative at zero is that of what they guard.</summary>
public class GuardTests
{
    private static readonly Dictionary<string, Func<Code, Variable, Variable, Expression>> Writers = new()
    {
        ["the side that is guarded second"] = (code, n, p) =>
        {
            Variable y = code.Local("y", Constant.Of(7.0));
            code.Add(Guard(n, [Set(y, Constant.Of(0.0))], [Set(y, n * p)]));
            return y;
        },
        ["nothing where it is zero"] = (code, n, p) =>
        {
            Variable y = code.Local("y", Constant.Of(0.0));
            code.Add(Guard(n, [], [Set(y, n * p)]));
            return y;
        },
        ["what is tested is assigned"] = (code, n, p) =>
        {
            Variable y = code.Local("y", n * 1.0);
            code.Add(Guard(y, [Set(y, Constant.Of(0.0))], [Set(y, y * p)]));
            return y;
        },
        ["a sum"] = (code, n, p) =>
        {
            Variable y = code.Local("y", p * p);
            code.Add(Guard(n, [], [new Assign(y, AssignmentKind.Add, n * p)]));
            return y;
        },
        ["a value beside it"] = (code, n, p) =>
        {
            Variable y = code.Local("y", Constant.Of(7.0));
            Variable held = code.Variables.New("held", ValueType.Double, Role.Source);
            code.Add(Guard(n, [new Declare(held, p * p), Set(y, held)], [Set(y, p * p + n * p)]));
            return y;
        },
        ["a correction"] = (code, n, p) =>
        {
            Variable y = code.Local("y", n * p);
            code.Add(Guard(n, [Set(y, Constant.Of(0.0))], []));
            return y;
        },
    };

    public static TheoryData<string> Forms() => [.. Writers.Keys];

    [Theory]
    [MemberData(nameof(Forms))]
    public void TheDerivativeAtZeroIsThatOfWhatIsGuarded(string form)
    {
        var code = new Code();
        (Variable n, Variable p) = (code.Real("n"), code.Real("p"));
        Function function = Flattening.ToNormalForm(code.Returns(Writers[form](code, n, p)));
        Validator.Require(function, normalForm: true);
        Assert.Equal(function, Flattening.ToNormalForm(function));
        bool isOfSquare = form is "a sum" or "a value beside it";
        foreach (double at in new[] { 0.0, 2.0 })
        {
            object?[] gradient = Evaluator.Run(Derivatives.Of(function, EquatableArray.Of("n", "p"), Emitted.Gradient).Last(), at, 3.0);
            Assert.Equal([isOfSquare ? 9 + at * 3 : at * 3, 3.0, isOfSquare ? 6 + at : at], gradient);
            Function tangent = ForwardMode.Differentiate(function, EquatableArray.Of(n, p), "tangent");
            Assert.Equal([gradient[0], 3.0 * 0.5 + (double)gradient[2]! * 0.25], Evaluator.Run(tangent, at, 3.0, 0.5, 0.25));
        }
    }

    [Fact]
    public void ATangentIsZeroOnlyWhereThatOfTheTestedFactorIs()
    {
        var code = new Code();
        (Variable n, Variable p) = (code.Real("n"), code.Real("p"));
        Variable y = code.Local("y", n * (1.0 / p));
        code.Add(Guard(n, [Set(y, Constant.Of(0.0))], []));
        Function tangent = ForwardMode.Differentiate(Flattening.ToNormalForm(code.Returns(y)), EquatableArray.Of(n, p), "tangent");
        Assert.Equal([0.0, 0.0], Evaluator.Run(tangent, 0.0, 0.0, 0.0, 1.0));
        Assert.Equal([0.0, double.NaN], Evaluator.Run(tangent, 0.0, 0.0, 1.0, 0.0)); // ∞ − 0 · ∞
    }

    private static Assign Set(Expression target, Expression value) => new(target, AssignmentKind.Set, value);

    private static If Guard(Expression tested, Statement[] special, Statement[] general) =>
        new(tested.Is(0), new Block(special.ToEquatableArray()), new Block(general.ToEquatableArray())) { IsGuard = true };
}
