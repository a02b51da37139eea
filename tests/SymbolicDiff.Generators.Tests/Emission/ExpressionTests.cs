using static SymbolicDiff.Generators.Tests.Emission.Build;

namespace SymbolicDiff.Generators.Tests.Emission;

public class ExpressionTests
{
    private static readonly Variable a = Double("a"), b = Double("b"), c = Double("c"), x = Double("x");
    private static readonly Variable f = Var("f", ValueType.Single), g = Var("g", ValueType.Single);
    private static readonly Variable i = Int("i"), j = Int("j"), n = Var("n", ValueType.Int64);
    private static readonly Variable v = Var("v", Build.Doubles), m = Var("m", Build.Matrix), r = Var("r", Rows), s = Var("s", Build.Span);

    public static TheoryData<string, Expression> Printed => new()
    {
        { "a - (b - c)", a.Minus(b.Minus(c)) },
        { "a - b - c", a.Minus(b).Minus(c) },
        { "a + (b + c)", a.Plus(b.Plus(c)) },
        { "a * b / c", a.Times(b).Over(c) },
        { "a * (b / c)", a.Times(b.Over(c)) },
        { "(a + b) * c", a.Plus(b).Times(c) },
        { "a + b * c", a.Plus(b.Times(c)) },
        { "-(-x)", Negate(Negate(x)) },
        { "-(-2.0)", Negate(Real(-2)) },
        { "-2.0", Negate(Real(2)) },
        { "a - (-b)", a.Minus(Negate(b)) },
        { "a + (-2 * b)", a.Plus(Real(-2).Times(b)) },
        { "a * -b", a.Times(Negate(b)) },
        { "-a * b", Negate(a).Times(b) },
        { "-(a * b)", Negate(a.Times(b)) },
        { "-0.5 * x", Real(-0.5).Times(x) },
        { "x - (-0.5)", x.Minus(Real(-0.5)) },
        { "2 * x", Real(2).Times(x) },
        { "1.0 / 2", Real(1).Over(Real(2)) },
        { "1.0 / 2 * x", Real(1).Over(Real(2)).Times(x) },
        { "1 / x", Real(1).Over(x) },
        { "x * i", x.Times(i.To(ValueType.Double)) },
        { "1.0 / i", Real(1).Over(i.To(ValueType.Double)) },
        { "(double)i / j", i.To(ValueType.Double).Over(j.To(ValueType.Double)) },
        { "x * (i + 1)", x.Times(i.Plus(Whole(1)).To(ValueType.Double)) },
        { "-(double)i", Negate(i.To(ValueType.Double)) },
        { "(double)f * x", f.To(ValueType.Double).Times(x) },
        { "(float)x * f", x.To(ValueType.Single).Times(f) },
        { "2 * f", Constant.Of(2f).Times(f) },
        { "0.1f * f", Constant.Of(0.1f).Times(f) },
        { "f * i", f.Times(i.To(ValueType.Single)) },
        { "n + 1", n.Plus(Constant.Of(1L)) },
        { "n + i", n.Plus(i.To(ValueType.Int64)) },
        { "(int)(a + b)", a.Plus(b).To(ValueType.Int32) },
        { "(int)x % 3", Primitive.Remainder.Op(x.To(ValueType.Int32), Whole(3)) },
        { "Math.Exp(-x)", Primitive.Exp.Op(Negate(x)) },
        { "Math.Max(x, 0)", Primitive.Max.Op(x, Real(0)) },
        { "Math.Max(1.0, 0)", Primitive.Max.Op(Real(1), Real(0)) },
        { "Math.Abs(2.0)", Primitive.Abs.Op(Real(2)) },
        { "Math.Sqrt((double)i)", Primitive.Sqrt.Op(i.To(ValueType.Double)) },
        { "MathF.Exp(f)", Primitive.Exp.Op(f) },
        { "Math.Clamp(f, 0, 1)", Primitive.All["clamp"].Op(f, Constant.Of(0f), Constant.Of(1f)) },
        { "Math.SinCos(x).Sin", Primitive.All["sinCos.Sin"].Op(x) },
        { "Math.Sign(x) * a", Primitive.All["sign"].Op(x).Times(a) },
        { "(double)Math.Sign(x) * Math.Sign(a)", Primitive.All["sign"].Op(x).Times(Primitive.All["sign"].Op(a)) },
        { "2 * Math.PI * x", Real(2).Times(Real(Math.PI)).Times(x) },
        { "x > 0 ? x : 0", new Conditional(Primitive.Greater.Op(x, Real(0)), x, Real(0)) },
        { "2 * (x > 0 ? x : -x)", Real(2).Times(new Conditional(Primitive.Greater.Op(x, Real(0)), x, Negate(x))) },
        { "x > 0 ? 1 : 0", new Conditional(Primitive.Greater.Op(x, Real(0)), Real(1), Real(0)) },
        { "x * (x > 0 ? 1.0 : 0)", x.Times(new Conditional(Primitive.Greater.Op(x, Real(0)), Real(1), Real(0))) },
        { "!(a < b)", Primitive.Not.Op(Primitive.Less.Op(a, b)) },
        { "a < b && b < c && c < x", Primitive.AndAlso.Op(Primitive.Less.Op(a, b), Primitive.AndAlso.Op(Primitive.Less.Op(b, c), Primitive.Less.Op(c, x))) },
        { "(a < b || b < c) && c < x", Primitive.AndAlso.Op(Primitive.OrElse.Op(Primitive.Less.Op(a, b), Primitive.Less.Op(b, c)), Primitive.Less.Op(c, x)) },
        { "m[i, j]", m.At(i, j) },
        { "r[i][j]", r.At(i).At(j) },
        { "v.Length", v.Length() },
        { "m.GetLength(1)", new Apply(Primitive.LengthOf, ValueType.Int32, m, Whole(1)) },
        { "v.AsSpan(i, 3)[0]", new View(v, Build.Span, i, Whole(3)).At(Whole(0)) },
        { "s[checked((int)n)] * v[n]", s.At(n).Times(v.At(n)) },
        { "s[5]", s.At(Constant.Of(5L)) },
        { "s.Slice(i)[0]", new View(s, Build.Span, i, null).At(Whole(0)) },
        { "(double[])v.Clone()", new CopyOf(v, Build.Doubles) },
        { "((double[])v.Clone())[0]", new CopyOf(v, Build.Doubles).At(Whole(0)) },
        { "s.ToArray()", new CopyOf(s, Build.Doubles) },
        { "new double[v.Length]", new ZerosLike(v, Build.Doubles) },
        { "new double[m.GetLength(0), m.GetLength(1)]", new ZerosLike(m, Build.Matrix) },
        { "Array.ConvertAll(r, row => new double[row.Length])", new ZerosLike(r, Rows) },
        { "new double[i][]", new Allocate(Rows, EquatableArray.Of<Expression>(i)) },
        { "new double[i, j]", new Allocate(Build.Matrix, EquatableArray.Of<Expression>(i, j)) },
        { "Math.BigMul(i, j + 1) * n", External(ValueType.Int64, ["global::System.Math.BigMul(", ", ", ")"], i, j.Plus(Whole(1))).Times(n) },
        { "n * ((i + 1).GetHashCode() - 1)", n.Times(External(ValueType.Int64, ["", ".GetHashCode() - 1"], i.Plus(Whole(1)))) },
    };

    [Theory]
    [MemberData(nameof(Printed))]
    public void Expression_prints(string expected, Expression expression) => Assert.Equal(expected, Print(expression));

    [Theory]
    [InlineData(false, false, "i + j")]
    [InlineData(false, true, "unchecked(i + j)")]
    [InlineData(true, true, "i + j")]
    [InlineData(true, false, "checked(i + j)")]
    public void Overflow_is_said_aloud_where_the_project_differs(bool operation, bool project, string expected) =>
        Assert.Equal(expected, Print(Primitive.Add.WithChecked(operation).Op(i, j), project));

    [Fact]
    public void What_cannot_overflow_is_printed_bare()
    {
        Assert.Equal("v.Length - 1", Print(v.Length().Minus(Whole(1)), checkOverflow: true));
        Assert.Equal("unchecked(v.Length + 1)", Print(v.Length().Plus(Whole(1)), checkOverflow: true));
        Assert.Equal("unchecked(2147483647 + 1)", Print(Whole(int.MaxValue).Plus(Whole(1))));
        Assert.Equal("checked(new[] { 2147483647 }[0] + 1)", Print(Primitive.Add.WithChecked(true).Op(Whole(int.MaxValue), Whole(1))));
        Assert.Equal("i / new[] { 0 }[0]", Print(i.Over(Whole(0))));
        Assert.Equal("unchecked(i * checked(j + 1))", Print(i.Times(Primitive.Add.WithChecked(true).Op(j, Whole(1))), checkOverflow: true));
    }

    [Fact]
    public void Long_sums_are_printed_in_a_loop_and_broken_into_lines()
    {
        Expression sum = x;
        for (int term = 0; term < 20_000; term++) sum = sum.Plus(a.Times(Real(term + 0.5)));
        string printed = Print(sum);
        Assert.StartsWith("x + a * 0.5 + a * 1.5 + ", printed, StringComparison.Ordinal);
        Assert.All(printed.Split('\n'), line => Assert.InRange(line.Length, 10, 140));
    }

    private static External External(ValueType type, string[] text, params Expression[] operands) =>
        new(EquatableArray.Of(text), EquatableArray.Of(operands), type, HasEffects: false);

    private static Apply Negate(Expression operand) => Primitive.Negate.Op(operand);
}
