namespace SymbolicDiff.Behavior.Tests.Library;

/// <summary>What <see cref="Gradients.Check(Func{double[], double}, Func{double[], double[]}, double[], double)"/> and its richer forms accept and refuse.</summary>
public class CheckTests
{
    private static readonly double[] At = [1.5, -2, 0.25];

    private record struct Point(double X, float Weight, int Count);

    [Fact]
    public void AllDerivativesThatAreRightPass() => Gradients.Check(
        Energy, At, EnergyGradient, EnergyJvp, EnergyVjp, EnergyHessian,
        (x, v) => Product(EnergyHessian(x), v), x => [6 * x[0] * x[1] + 2, 0, -Math.Sin(x[2])]);

    [Fact]
    public void AnyFirstDerivativeCanStandAlone()
    {
        Gradients.Check(Energy, At, jvp: EnergyJvp);
        Gradients.Check(Energy, At, vjp: EnergyVjp);
        Gradients.Check(Energy, At, vjp: EnergyVjp, hessian: EnergyHessian);
        Gradients.Check(Energy, At, jvp: EnergyJvp, hessianVectorProduct: (x, v) => Product(EnergyHessian(x), v));
        Assert.Throws<ArgumentException>("gradient", () => Gradients.Check(Energy, At, hessian: EnergyHessian));
        Assert.Throws<GradientMismatchException>(() => Gradients.Check(Energy, At, jvp: (x, v) => (Energy(x), 1.001 * EnergyJvp(x, v).Tangent)));
        Assert.Throws<GradientMismatchException>(() => Gradients.Check(Energy, At, vjp: (x, s, ref a) => EnergyVjp(x, 1.001 * s, ref a)));
    }

    [Fact]
    public void AWrongTangentIsNamed()
    {
        GradientMismatchException error = Wrong(jvp: (x, v) => (Energy(x), EnergyJvp(x, [v[0], -v[1], v[2]]).Tangent));
        Assert.Equal(("Jvp", "x[1]", 1, "the sign"), (error.Derivative, error.Place, error.Index, error.Cause));
        Assert.StartsWith("Component 1 of the Jvp, x[1], is -3.375, but the gradient, which agrees with finite differences, gives 3.375 ", error.Message);
    }

    [Fact]
    public void ATangentThatIsNotLinearIsNamed() =>
        Assert.Contains("not linear", Wrong(jvp: (x, v) => (Energy(x), EnergyJvp(x, [v[0], v[1] * v[1], v[2]]).Tangent)).Cause);

    [Fact]
    public void AVjpThatOverwritesOrIgnoresTheSeedIsNamed()
    {
        GradientMismatchException overwriting = Wrong(vjp: (x, seed, ref adjoint) =>
        {
            Array.Clear(adjoint);
            return EnergyVjp(x, seed, ref adjoint);
        });
        Assert.Equal("it overwrites the adjoints instead of adding to them", overwriting.Cause);
        Assert.Equal("Vjp", overwriting.Derivative);
        Assert.Equal("it ignores the result's adjoint", Wrong(vjp: (x, seed, ref adjoint) => EnergyVjp(x, 1, ref adjoint)).Cause);
    }

    [Fact]
    public void AWrongValueIsNamed()
    {
        GradientMismatchException error = Wrong(jvp: (x, v) => (Energy(x) + 1, EnergyJvp(x, v).Tangent));
        Assert.StartsWith("The value that the Jvp returns is ", error.Message);
    }

    [Fact]
    public void AWrongSecondDerivativeIsNamedByRowAndColumn()
    {
        GradientMismatchException error = Wrong(hessian: x =>
        {
            double[,] wrong = EnergyHessian(x);
            wrong[0, 1] *= 2;
            return wrong;
        });
        Assert.Equal(("Hessian", "(x[0], x[1])"), (error.Derivative, error.Place));
        Assert.StartsWith("2 times too large", error.Cause);
        Assert.Equal("Hessian-vector product", Assert.Throws<GradientMismatchException>(() => Gradients.Check(
            Energy, At, EnergyGradient, hessian: EnergyHessian, hessianVectorProduct: (x, v) => [v[0], 0, 0])).Derivative);
        Assert.Equal("diagonal of the Hessian", Assert.Throws<GradientMismatchException>(() => Gradients.Check(
            Energy, At, EnergyGradient, hessianDiagonal: x => [1, 0, 0])).Derivative);
    }

    [Fact]
    public void ExchangedComponentsAreRecognised()
    {
        var error = Assert.Throws<GradientMismatchException>(() => Gradients.Check(x => 3 * x[0] + 7.5 * x[1], _ => [7.5, 3], [1, 1]));
        Assert.Matches(@"this is the component of x\[[01]\]: an index is wrong", error.Cause);
    }

    [Fact]
    public void ALostDerivativeIsRecognised() =>
        Assert.Contains("Gradients.Stop", Assert.Throws<GradientMismatchException>(() => Gradients.Check(t => t * t, _ => 0, 3)).Message);

    [Fact]
    public void AFunctionThatChangesIsRefused()
    {
        int calls = 0;
        Assert.Throws<ArgumentException>("f", () => Gradients.Check(t => t + calls++, _ => 1, 3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-12)]
    [InlineData(-1e-12)]
    [InlineData(1e-9)]
    [InlineData(1e-4)]
    public void AtAKinkEverySlopeBetweenItsSidesPassesAndNoOther(double x)
    {
        Gradients.Check(t => t > 0 ? 3 * t : t, t => t > 0 ? 3 : 1, x);
        Gradients.Check(t => Math.Max(0, Math.Sin(t - x)) + 1, _ => 0, x);
        Gradients.Check(t => Math.Max(0, Math.Sin(t - x)) + 1, _ => 1, x);
        Gradients.Check(t => Math.Abs(t - x), _ => 0, x);
        var error = Assert.Throws<GradientMismatchException>(() => Gradients.Check(t => Math.Abs(t - x), _ => 1.01, x));
        Assert.Contains("kink at the point, with slope -", error.Message);
    }

    [Fact]
    public void AJumpIsNamed()
    {
        Gradients.Check(t => t > 1 ? 2 * t + 1 : t, t => t > 1 ? 2 : 1, 1);
        var error = Assert.Throws<GradientMismatchException>(() => Gradients.Check(t => t > 1 ? 2 * t + 1 : t, _ => 1.5, 1));
        Assert.Contains("jumps at the point", error.Message);
    }

    [Fact]
    public void ScalarsTakeTheEmittedShapes()
    {
        Gradients.Check(Math.Sin, 0.3, Math.Cos, (x, dx) => (Math.Sin(x), Math.Cos(x) * dx), SinVjp, x => -Math.Sin(x));
        Assert.Equal("Hessian", Assert.Throws<GradientMismatchException>(() => Gradients.Check(Math.Sin, 0.3, Math.Cos, hessian: Math.Sin)).Derivative);
    }

    [Fact]
    public void TuplesAreNamedByTheirMembers()
    {
        double F((double[] w, (double a, double b) rest, double[,] m) p) => p.w[0] * p.w[1] + p.rest.b * p.m[1, 0];
        var point = (w: new double[] { 2, 3 }, rest: (a: 5.0, b: 7.0), m: new double[,] { { 1, 2 }, { 3, 4 } });
        Gradients.Check(F, point, p => ([p.w[1], p.w[0]], (0, p.m[1, 0]), new[,] { { 0, 0 }, { p.rest.b, 0 } }));
        var error = Assert.Throws<GradientMismatchException>(() => Gradients.Check(
            F, point, p => ([p.w[1], p.w[0]], (0, p.m[1, 0]), new[,] { { 0, 0 }, { p.rest.b, 1 } })));
        Assert.Equal(("m[1, 1]", 7), (error.Place, error.Index));
        Assert.Equal("w[1]", Assert.Throws<GradientMismatchException>(() => Gradients.Check(
            F, point, p => ([p.w[1], p.w[1]], (0, p.m[1, 0]), new[,] { { 0, 0 }, { p.rest.b, 0 } }))).Place);
        Assert.Equal([2, 3], point.w);
    }

    [Fact]
    public void StructuresAreNamedByTheirMembersAndSinglesComparedAsSingles()
    {
        var point = new Point(0.5, 0.25f, 3);
        Gradients.Check(p => p.X * p.Weight * p.Count, point, p => new Point(p.Weight * p.Count, (float)p.X * p.Count, 0));
        Assert.Equal("p.Weight", Assert.Throws<GradientMismatchException>(() => Gradients.Check(
            p => p.X * p.Weight * p.Count, point, p => new Point(p.Weight * p.Count, 1.4f, 0))).Place);
        Assert.Throws<ArgumentException>("point", () => Gradients.Check(_ => 1, "text", p => p));
        Assert.Throws<ArgumentException>("point", () => Gradients.Check(_ => 1, new object(), p => p));
    }

    [Fact]
    public void SeveralResultsAreNamedByRowAndColumn()
    {
        double[] F(double[] x) => [x[0] * x[1], Math.Exp(x[1])];
        double[,] Jacobian(double[] x) => new[,] { { x[1], x[0] }, { 0, Math.Exp(x[1]) } };
        Gradients.Check(
            F, [2, 3], Jacobian, (x, v) => (F(x), Product(Jacobian(x), v)),
            (x, seed, ref adjoint) =>
            {
                adjoint[0] += seed[0] * x[1];
                adjoint[1] += seed[0] * x[0] + seed[1] * Math.Exp(x[1]);
                return F(x);
            });
        var error = Assert.Throws<GradientMismatchException>(() => Gradients.Check(F, [2, 3], x => new[,] { { x[1], x[0] }, { 0.5, Math.Exp(x[1]) } }));
        Assert.Equal(("Jacobian", "(result[1], x[0])", 0), (error.Derivative, error.Place, error.Index));
        Gradients.Check(p => (p.a * p.b, new[] { p.b }), (a: 2.0, b: 3.0), p => new[,] { { p.b, p.a }, { 0, 1 } });
    }

    private static GradientMismatchException Wrong(
        Func<double[], double[], (double, double)>? jvp = null, Vjp<double[], double>? vjp = null, Func<double[], double[,]>? hessian = null) =>
        Assert.Throws<GradientMismatchException>(() => Gradients.Check(Energy, At, EnergyGradient, jvp, vjp, hessian));

    private static double Energy(double[] x) => x[0] * x[0] * x[0] * x[1] + x[0] * x[0] + Math.Sin(x[2]);

    private static double[] EnergyGradient(double[] x) => [3 * x[0] * x[0] * x[1] + 2 * x[0], x[0] * x[0] * x[0], Math.Cos(x[2])];

    private static (double Value, double Tangent) EnergyJvp(double[] x, double[] v)
    {
        double[] gradient = EnergyGradient(x);
        return (Energy(x), gradient[0] * v[0] + gradient[1] * v[1] + gradient[2] * v[2]);
    }

    private static double EnergyVjp(double[] x, double resultAdjoint, ref double[] adjoint)
    {
        double[] gradient = EnergyGradient(x);
        for (int i = 0; i < x.Length; i++) adjoint[i] += resultAdjoint * gradient[i];
        return Energy(x);
    }

    private static double[,] EnergyHessian(double[] x) => new[,]
    {
        { 6 * x[0] * x[1] + 2, 3 * x[0] * x[0], 0 },
        { 3 * x[0] * x[0], 0, 0 },
        { 0, 0, -Math.Sin(x[2]) },
    };

    private static double[] Product(double[,] matrix, double[] direction) =>
        [.. Enumerable.Range(0, matrix.GetLength(0)).Select(i => direction.Select((v, j) => matrix[i, j] * v).Sum())];

    private static double SinVjp(double x, double resultAdjoint, ref double adjoint)
    {
        adjoint += resultAdjoint * Math.Cos(x);
        return Math.Sin(x);
    }
}
