namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Delegates whose targets are known.</summary>
public static partial class Delegates
{
    private static readonly Func<double, double> Cubed = v => v * v * v;

    private delegate double Law(double mass, double distance);

    private static Func<double, double> Exponential { get; } = Math.Exp;

    private static Func<double, double> Tripled => v => 3 * v;

    private static double Integrate(Func<double, double> f, double a, double b, int n)
    {
        double h = (b - a) / n;
        double s = 0.5 * (f(a) + f(b));
        for (int i = 1; i < n; i++) s += f(a + i * h);
        return s * h;
    }

    private static double Twice(Func<double, double> f, double x) => f(f(x));

    private static double Square(double x) => x * x;

    private static Func<double, double> Compose(Func<double, double> f, Func<double, double> g) => t => f(g(t));

    private static Func<double, double> Kernel(int kind, double length)
    {
        double square = length * length;
        if (kind == 0) return r => Math.Exp(-r / square);
        double root = Math.Sqrt(square + 1);
        switch (kind)
        {
            case 1: return r => r * root;
            default: return r => r * root + length;
        }
    }

    private static double OrSelf(double x, Func<double, double>? f = null) => f is null ? x : f(x) * x;

    private static double WithDefault(double x, Func<double, double>? f = null)
    {
        f ??= Math.Sin;
        return f(x);
    }

    private static double Step(double y, double t, int n, Func<double, double, double> slope)
    {
        double h = t / n;
        for (int i = 0; i < n; i++)
        {
            double first = slope(i * h, y), second = slope((i + 0.5) * h, y + 0.5 * h * first);
            y += h * second;
        }

        return y;
    }

    private struct Scaled
    {
        public Func<double, double> Function;
        public double Factor;

        public readonly double At(double x) => Factor * Function(x);
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3), Point(2.0, -0.4)]
    public static double Quadrature(double x, double k) => Integrate(t => Math.Exp(-t * t * k), 0, x, 4);

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double IntegralOfIntegral(double x, double y) => Integrate(u => Integrate(v => u * v * v * y, 0, x, 3), 0, y, 3);

    [Differentiable(Emit = Both), Point(0.7)]
    public static double MethodGroups(double x) => Twice(Math.Sin, x) + Twice(Square, x);

    [Differentiable(Emit = Both), Point(0.7)]
    public static double StaticMembers(double x) => Cubed(x) + Twice(Cubed, x) + Exponential(x) * Tripled(x);

    [Differentiable(Emit = Both), Point(0.7)]
    public static double Composed(double x)
    {
        Func<double, double> g = Compose(Math.Sin, v => v * x);
        return g(x) + Compose(g, g)(x);
    }

    [Differentiable(Emit = Both), Point(0.7, true), Point(0.7, false)]
    public static double Chosen(double x, bool isSquare)
    {
        Func<double, double> f = isSquare ? v => v * v : v => Math.Sin(v);
        return f(x) * f(2 * x);
    }

    [Differentiable(Emit = Both), Point(0.7, 3), Point(0.7, 4), Point(0.7, 5)]
    [Throws(0.7, 9)]
    public static double ChosenBySwitch(double x, int n)
    {
        double s = x;
        Func<double, double> f = n switch { 3 => Math.Sin, 4 when s > 0 => Math.Cos, 5 => v => v * s, _ => throw new ArgumentException("which?") };
        s *= 2;
        return f(s);
    }

    [Differentiable(Emit = Both), Point(0.7, 0), Point(0.7, 1), Point(0.7, 2)]
    public static double FromFactory(double x, int kind)
    {
        Func<double, double> kernel = Kernel(kind, 2 * x);
        return kernel(x) + kernel(x + 1);
    }

    [Differentiable(Emit = Both), Point(0.7, 1), Point(0.7, 4), Point(0.7, 7)]
    public static double AssignedAgain(double x, int n)
    {
        Func<double, double> f = n > 2 ? Math.Sin : Math.Cos;
        double first = f(x);
        if (n > 5) f = v => v * first;
        return f(x) * first;
    }

    /// <summary>What the lambdas see was declared in blocks that have ended.</summary>
    [Differentiable(Emit = Both), Point(0.7, 3), Point(0.7, 4)]
    public static double AssignedInBranches(double x, int n)
    {
        Func<double, double> f;
        if (n == 3)
        {
            double k = x * x;
            f = v => v * k;
        }
        else
        {
            double[] k = [x, Math.Exp(x)];
            f = v => v * k[0] + k[1];
        }

        return f(x) * f(2);
    }

    [Differentiable(Emit = Both), Point(0.7, 4)]
    public static double AnewInEachTurn(double x, int n)
    {
        double s = 0;
        for (int i = 0; i < n; i++)
        {
            double t = x * i;
            Func<double, double> f = i % 2 == 0 ? v => v * t : v => v * v;
            s += f(x);
            if (i == 1) f = Math.Sin;
            s *= f(x);
            s += 1;
        }

        return s;
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double WritesWhatItSees(double x)
    {
        double s = 0;
        Action<double> add = v => s += v * x;
        add(2);
        add(x);
        Action square = () => s *= s;
        square();
        return s;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double NamedArguments(double x, double y)
    {
        Law law = (m, r) => m / (r * r) * x;
        return law(distance: x, mass: y) + law.Invoke(2, y);
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double Curried(double x)
    {
        Func<double, Func<double, double>> times = a => b => a * b + x;
        return times(x)(3) * times(2)(x);
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double OfTuples(double x)
    {
        Func<(double A, double B), (double, double)> rotate = p => (p.A * 0.6 - p.B * 0.8, p.A * 0.8 + p.B * x);
        var (a, b) = rotate(rotate((x, 1)));
        return a * b;
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double Absent(double x)
    {
        Func<double, double>? f = null;
        double first = OrSelf(x, f) + OrSelf(x, v => v * x) + WithDefault(x) * WithDefault(x, Square);
        return f == null ? first * x : f(first);
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double Trajectory(double x) => Step(x, 1, 4, (t, y) => -x * y + t);

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double MemberOfStructure(double x, double factor)
    {
        var scaled = new Scaled { Function = Math.Sin, Factor = factor };
        double first = scaled.At(x);
        scaled.Function = v => v * factor;
        return first * scaled.At(x);
    }

    [Differentiable(Emit = Both), Point(0.7, 4)]
    public static double LocalFunctionAsDelegate(double x, int n)
    {
        double t = x;
        Action<double> act = Advance;
        for (int i = 0; i < n; i++) act(0.5);
        return t;

        void Advance(double by) => t = t * t * by + 1;
    }

    [Differentiable(Emit = Both), Point("0.5 1.5 -0.7")]
    public static double Variance(double[] x)
    {
        double mean = Sum(v => v) / x.Length;
        return Sum(v => (v - mean) * (v - mean));

        double Sum(Func<double, double> f)
        {
            double s = 0;
            foreach (double v in x) s += f(v);
            return s;
        }
    }

    [Differentiable(Emit = Both), Point(2.0)]
    public static double NewtonsMethod(double x) => Root(v => v * v - x, v => 2 * v, 1.0);

    private static double Root(Func<double, double> f, Func<double, double> slope, double start)
    {
        for (int i = 0; i < 20; i++)
        {
            double step = f(start) / slope(start);
            start -= step;
            if (Math.Abs(step) < 1e-15) break;
        }

        return start;
    }
}
