using SymbolicDiff.Behavior.Tests.Harness;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Methods that call the emitted derivatives of others, which may stand anywhere.</summary>
public static partial class Nested
{
    /// <summary>d/dx (x · d/dy (x · y)) = 2x: the inner derivative is not that with respect to x.</summary>
    [Differentiable(nameof(x), Emit = Modes.Both), Point(3.0, 5.0)]
    public static double Confusion(double x, double y) => x * ProductGradient(x, y);

    [Differentiable(nameof(y))]
    public static double Product(double x, double y) => x * y;

    [Differentiable(Emit = Modes.Both), Entry("G05")]
    public static double OfSquare(double x) => x * NestedBase.SquareGradient(x);

    /// <summary>A third derivative.</summary>
    [Differentiable(Emit = Modes.Both), Point(0.7)]
    public static double Third(double x) => SecondGradient(x);

    [Differentiable, Point(0.7)]
    public static double Second(double x) => FirstGradient(x);

    [Differentiable, Point(0.7)]
    public static double First(double x) => Math.Sin(x * x) * Math.Exp(x);

    /// <summary>The squared length of a force: branches, loops and several parameters inside.</summary>
    [Differentiable(nameof(x), Emit = Modes.Both), Point("1 2 4", 0.5), Point("1 -2 4 5", 1.5)]
    public static double Force(double[] x, double stiffness)
    {
        double[] force = NestedBase.PotentialGradient(x, stiffness);
        double sum = 0;
        for (int i = 0; i < force.Length; i++) sum += force[i] * force[i];
        return sum;
    }

    [Differentiable(Emit = Modes.Both), Point(1.5, -0.5), Point(-1.0, 2.0)]
    public static double OfTuples(double x, double y)
    {
        var (value, dx, dy) = NestedBase.WaveValueAndGradient(x, y);
        var again = NestedBase.WaveGradient(y, x);
        return value * dx + dy * again.x - again.y;
    }

    /// <summary>Through a method that is followed.</summary>
    [Differentiable(Emit = Modes.Both), Point(2.0)]
    public static double Indirect(double x) => Slope(x) * x;

    private static double Slope(double x) => NestedBase.SquareGradient(x) + 1;

    /// <summary>Newton's method on a derivative, with a second derivative.</summary>
    [Differentiable(nameof(a), Emit = Modes.Both), Point(2.0), Point(5.0)]
    public static double Newton(double a)
    {
        double x = 1.5;
        for (int i = 0; i < 4; i++) x -= QuarticGradient(x, a) / CurvatureGradient(x, a);
        return x;
    }

    [Differentiable(nameof(x))]
    public static double Quartic(double x, double a) => x * x * x * x / 4 - a * x;

    [Differentiable(nameof(x))]
    public static double Curvature(double x, double a) => QuarticGradient(x, a);

    /// <summary>The inner gradient keeps a tape by the loop's counter.</summary>
    [Differentiable(Emit = Modes.Both), Point(0.7, 4), Point(1.3, 0)]
    public static double OfTape(double a, int n) => a * NestedBase.IteratedGradient(a, n);

    /// <summary>The inner gradient pushes and pops.</summary>
    [Differentiable(Emit = Modes.Both), Point(1.7), Point(3.1)]
    public static double OfStack(double a) => a * NestedBase.HeronGradient(a) + NestedBase.HeronGradient(a * a);

    /// <summary>A tape inside of a loop of the caller, whose own loop keeps another.</summary>
    [Differentiable(Emit = Modes.Both), Point(0.6, 3)]
    public static double TapesInALoop(double a, int n)
    {
        double sum = a;
        for (int i = 0; i < n; i++) sum = Math.Sin(sum) * NestedBase.IteratedGradient(sum, i) + NestedBase.HeronGradient(1 + sum * sum);
        return sum;
    }

    /// <summary>The length of a gradient that is written to a buffer.</summary>
    [Differentiable(nameof(x), Emit = Modes.Both), Point("0.3 -0.2 0.9")]
    public static double OfBuffers(double[] x)
    {
        double[] g = new double[x.Length];
        double value = NestedBase.ChainValueAndGradient(x, g);
        for (int i = 0; i < g.Length; i++) value += g[i] * g[i];
        return value;
    }

    /// <summary>The curvature along the gradient.</summary>
    [Differentiable(nameof(x), Emit = Modes.Both), Point("0.3 -0.2 0.9")]
    public static double OfProducts(double[] x)
    {
        double[] g = NestedBase.ChainGradient(x);
        double[] h = NestedBase.ChainHessianVectorProduct(x, g);
        double sum = 0;
        for (int i = 0; i < g.Length; i++) sum += g[i] * h[i];
        return sum;
    }

    [Differentiable(nameof(x), Emit = Modes.Both), Point("0.3 -0.2 0.9")]
    public static double OfHessian(double[] x)
    {
        double[,] h = NestedBase.ChainHessian(x);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < x.Length; j++)
                sum += h[i, j] * h[i, j];
        return sum;
    }

    /// <summary>What Gauss and Newton minimise by: half the squared length of Jᵀr.</summary>
    [Differentiable(nameof(p), Emit = Modes.Both), Point("0.3 0.8", "0 1 2")]
    public static double OfJacobian(double[] p, double[] t)
    {
        double[] j = new double[t.Length * p.Length];
        double[] r = NestedBase.ResidualsValueAndJacobian(p, t, j);
        double sum = 0;
        for (int k = 0; k < p.Length; k++)
        {
            double g = 0;
            for (int i = 0; i < r.Length; i++) g += j[i * p.Length + k] * r[i];
            sum += 0.5 * g * g;
        }

        return sum;
    }

    [Differentiable(nameof(x), Emit = Modes.Both), Point("0.3 -0.2 0.9", 0.7)]
    public static double OfVjpAndJvp(double[] x, double s)
    {
        double[] adjoint = new double[x.Length];
        double value = NestedBase.ChainVjp(x, value0(x) * s, adjoint);
        (double again, double tangent) = NestedBase.ChainJvp(x, adjoint);
        return value * tangent + again;

        static double value0(double[] x) => x[0] * x[1];
    }
}

/// <summary>Derivatives of what is zero at the point because a factor is: an emitted guard is not a branch of the user's.</summary>
public static partial class NestedGuards
{
    [Differentiable(Emit = Modes.Both), Point(2.0, 0.0), Point(0.0, 0.0), Point(2.0, 0.5)]
    public static double OfRoot(double x, double n) => NestedBase.RootGradient(x, n);

    [Differentiable(Emit = Modes.Both), Point(2.0, 0.0), Point(2.0, 1.0), Point(0.3, 0.4)]
    public static double OfPower(double x, double p) => NestedBase.PowerGradient(x, p);

    /// <summary>The guard stands in a loop, and what it guards is added up.</summary>
    [Differentiable(Emit = Modes.Both), Point("0 1 2", 0.5), Point("3 0 0", -0.2)]
    public static double OfRoots(double[] n, double x)
    {
        double sum = 0;
        for (int i = 0; i < n.Length; i++) sum += (i + 1) * NestedBase.RootGradient(x, n[i]);
        return sum;
    }

    [Differentiable(nameof(n), Emit = Modes.Both), Point("0 1 2", 0.5), Point("3 0 0", -0.2)]
    public static double OfAll(double[] n, double x)
    {
        double[] slopes = NestedBase.RootsGradient(n, x);
        double sum = 0;
        for (int i = 0; i < slopes.Length; i++) sum += slopes[i] * (i + 2);
        return sum;
    }

    [Differentiable(Emit = Modes.Both), Point(0.0, 0.0), Point(2.0, 0.0)]
    public static double OfGeneric(double x, double n) => NestedBase.RootInAnyPrecisionGradient(x, n).n;

    /// <summary>A branch of the user's stays one: at zero its derivative is that of the side that is taken.</summary>
    [Differentiable(Emit = Modes.Both), Point(0.5)]
    public static double OfBranch(double x) => NestedBase.BranchGradient(x);

    [Fact]
    public static void OfABranchTheSideThatIsTaken() => Assert.Equal(0, OfBranchGradient(0));

    /// <summary>∂²(xᵖ)/∂x∂p at p = 0 is 1/x.</summary>
    [Differentiable(Emit = Modes.Both | Derivatives.Hessian), Point(2.0, 0.0), Point(2.0, 1.0)]
    public static double PowerAtExponentZero(double x, double p) => Math.Pow(x, p);

    [Fact]
    public static void OfAPowerAtExponentZero() => Assert.Equal(0.5, PowerAtExponentZeroHessian(2, 0)[0, 1], 1e-15);
}

public static partial class NestedBase
{
    [Differentiable(nameof(x))]
    public static double Root(double x, double n) => Math.Sqrt(1 + n * x);

    [Differentiable(nameof(x))]
    public static double Power(double x, double p) => Math.Pow(x, p);

    [Differentiable(nameof(n))]
    public static double Roots(double[] n, double x)
    {
        double sum = 0;
        for (int i = 0; i < n.Length; i++) sum += Math.Sqrt(1 + n[i] * n[i] * x * x) * n[i];
        return sum;
    }

    [Differentiable]
    public static T RootInAnyPrecision<T>(T x, T n)
        where T : System.Numerics.IFloatingPointIeee754<T> => T.Sqrt(T.One + n * x);

    [Differentiable]
    public static double Branch(double x) => x == 0 ? 0 : x * x * x;

    [Differentiable]
    public static double Square(double x) => x * x;

    [Differentiable(nameof(x))]
    public static double Potential(double[] x, double stiffness)
    {
        double energy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double stretch = x[i] - i;
            energy += stretch > 0 ? stiffness * stretch * stretch * stretch : -stretch;
        }

        return energy;
    }

    [Differentiable]
    public static double Wave(double x, double y) => Math.Sin(x) * y * y + x * y;

    [Differentiable(nameof(a))]
    public static double Iterated(double a, int n)
    {
        double y = a;
        for (int i = 0; i < n; i++) y = Math.Sin(a * y) + 0.1 * y * y;
        return y;
    }

    /// <summary>The square root of a.</summary>
    [Differentiable]
    public static double Heron(double a)
    {
        double y = 1;
        double last = 0;
        while (Math.Abs(y - last) > 1e-14)
        {
            last = y;
            y = 0.5 * (y + a / y);
        }

        return y;
    }

    [Differentiable(nameof(x), Emit = Derivatives.Gradient | Derivatives.HessianVectorProduct | Derivatives.Hessian | Derivatives.Vjp | Derivatives.Jvp)]
    public static double Chain(double[] x)
    {
        double y = 1;
        for (int i = 0; i < x.Length; i++) y = Math.Exp(-y * x[i]) + x[i] * x[i];
        return y;
    }

    [Differentiable(nameof(p))]
    public static double[] Residuals(double[] p, double[] t)
    {
        double[] r = new double[t.Length];
        for (int i = 0; i < t.Length; i++) r[i] = p[0] * Math.Exp(-p[1] * t[i]) - 0.5;
        return r;
    }
}
