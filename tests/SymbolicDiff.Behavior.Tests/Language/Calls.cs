namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Calls of methods with source.</summary>
public static partial class Calls
{
    private static int effects;

    private static double Square(double x) => x * x;

    private static double Weighted(double a = 2, double b = 3, int n = 1) => a * b * b + n;

    private static double SumOfSquares(params double[] values)
    {
        double s = 0;
        foreach (double value in values) s += value * value;
        return s;
    }

    private static void Split(double x, out double whole, out double part)
    {
        whole = x * x;
        part = x - whole;
    }

    private static bool TryRoot(double x, out double root)
    {
        root = 0;
        if (x < 0) return false;
        root = Math.Sqrt(x);
        return true;
    }

    private static double ByIn(in double x, in double y) => x * y + x;

    private static void Rotate(ref double a, ref double b)
    {
        double t = a * 0.6 - b * 0.8;
        b = a * 0.8 + b * 0.6;
        a = t;
    }

    private static void ScaleAll(double[] a, double factor)
    {
        for (int i = 0; i < a.Length; i++) a[i] *= factor;
    }

    private static double[] Squares(double[] a)
    {
        double[] squares = new double[a.Length];
        for (int i = 0; i < a.Length; i++) squares[i] = a[i] * a[i];
        return squares;
    }

    private static double[] Same(double[] a) => a;

    private static ref double Largest(double[] a)
    {
        int best = 0;
        for (int i = 1; i < a.Length; i++)
            if (a[i] > a[best]) best = i;
        return ref a[best];
    }

    private static double EarlyOut(double x, int n)
    {
        for (int i = 0; i < n; i++)
        {
            if (x > 5) return x * i;
            x *= 2;
        }

        return -x;
    }

    private static double Effectful(double x)
    {
        effects++;
        return x * x;
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double Nested(double x, double y) => Square(Square(x) + Square(y) * x) - Square(x);

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double OptionalAndNamed(double x, double y) =>
        Weighted() * x + Weighted(x) + Weighted(b: y) + Weighted(b: x, a: y) + Weighted(x, n: 4) + Weighted(n: 2, a: x);

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double NamedArgumentsInTheirOrder(double x, double y)
    {
        double t = x;
        return Weighted(b: t *= y, a: t += x) + t;
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double Params(double x, double y) =>
        SumOfSquares(x, y, 1) + SumOfSquares() * x + SumOfSquares(new[] { x, x * y }) + SumOfSquares(y);

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double ParamsGivenAnArray(params double[] a) => SumOfSquares(a) * a[0];

    [Differentiable(Emit = Both), Point(0.6)]
    public static double OutArguments(double x)
    {
        Split(x, out double whole, out var part);
        Split(part, out whole, out _);
        return whole * part;
    }

    [Differentiable(Emit = Both), Point(0.6)]
    public static double OutIntoElements(double x)
    {
        double[] a = new double[2];
        Split(x, out a[1], out a[0]);
        return a[0] * a[1];
    }

    [Differentiable(Emit = Both), Point(4), Point(-4)]
    public static double TryPattern(double x)
    {
        if (TryRoot(x, out double root)) return root * x;
        return root + x * x;
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double InArguments(double x, double y) => ByIn(x, in y) + ByIn(x * y, 2);

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double RefArguments(double x, double y)
    {
        Rotate(ref x, ref y);
        Rotate(ref y, ref x);
        return x * x * y;
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double RefElements(double[] a)
    {
        int i = 0;
        Rotate(ref a[i++], ref a[i]);
        Rotate(ref a[1], ref a[2]);
        return a[0] * a[1] * a[2];
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double RefBothToTheSame(double x)
    {
        Add(ref x, ref x);
        return x * x;

        static void Add(ref double a, ref double b)
        {
            a += b;
            b *= a;
        }
    }

    [Differentiable(Emit = Both), Point("1 2 3", 2)]
    public static double ArrayArguments(double[] a, double x)
    {
        ScaleAll(a, x);
        double[] squares = Squares(a);
        ScaleAll(squares, a[0]);
        return squares[0] + squares[1] * squares[2];
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double ReturnedAlias(double[] a)
    {
        double[] b = Same(a);
        b[0] *= a[1];
        Same(b)[1] += a[0];
        return a[0] * a[1];
    }

    [Differentiable(Emit = Both), Point(2), Point(0.1), Point(6)]
    public static double CalleeWithEarlyReturns(double x) => EarlyOut(x, 4) * EarlyOut(x, 2) + EarlyOut(x * x, 3);

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double ArgumentsEvaluatedOnce(double x, double y)
    {
        int n = 0;
        return Weighted(x * ++n, y + ++n, n++) + n;
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double ParameterAssignedInCallee(double x)
    {
        return Doubled(x) * x;

        static double Doubled(double u)
        {
            u *= 2;
            u += 1;
            return u;
        }
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double SameNamesInCallee(double x)
    {
        double t = x + 1;
        double r = Other(t);
        return r * t;

        static double Other(double x)
        {
            double t = x * x;
            double r = t + x;
            return r;
        }
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double LocalFunctionThatCaptures(double x, double y)
    {
        double total = 0;
        double factor = x * y;
        void Accumulate(double term) => total += term * factor;
        Accumulate(x);
        factor *= x;
        Accumulate(y);
        return total * Twice(total);

        double Twice(double u) => 2 * u + y;
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double LocalFunctionCallsLocalFunction(double x, double y)
    {
        return Outer(x) + Inner(y, x);

        double Outer(double u)
        {
            double v = Inner(u, y);
            return v * Inner(v, 1);
        }

        static double Inner(double a, double b) => a * a * b;
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double InAnotherFile(double x, double y) => Elsewhere.Product(x, y) + Elsewhere.Nested.Cube(x) + Elsewhere.Shift(y);

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double OfAnotherDifferentiable(double x, double y) => Nested(x, y) * Locals.SeveralDeclarators(y, x);

    [Differentiable(Emit = Both), Point(2)]
    public static double ExtensionMethod(double x) => x.Cubed() + (x * x).Cubed();

    [Differentiable(Emit = Both), Point(0.5)]
    public static double GenericMethodOnArrays(double x)
    {
        double[] a = { x, x * x };
        return First(a) * a[1] + Choose(true, x, 2);
    }

    [Differentiable(Emit = Both), Point(2, 1), Point(2, 0)]
    public static double CallOnOneBranchOnly(double x, int n)
    {
        double r = x;
        if (n > 0) r = Square(r) + Weighted(r, n: n);
        return r * n + x;
    }

    [Differentiable(Emit = Both), Point(2), Point(0.4)]
    public static double CallInCondition(double x)
    {
        if (Square(x) > 1 && Weighted(x) < 100) return Square(x) * 3;
        while (Square(x) < 4) x += Square(x) + 0.1;
        return x;
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double CallWithEffects(double x) => Effectful(x) + Effectful(x + 1);

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double CallInLoopBounds(double[] a)
    {
        double r = 1;
        for (int i = Zero(); i < Count(a); i++) r *= a[i] + i;
        return r;

        static int Zero() => 0;
        static int Count(double[] b) => b.Length - 1;
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double ConditionalCallArguments(double x, double y) => Square(x > y ? x : y * y) + Weighted(x < y ? 1 : x, Square(y));

    [Differentiable(Emit = Both), Point(2)]
    public static double DiscardedResult(double x)
    {
        Square(x);
        _ = Weighted(x);
        return x * x;
    }

    private static T First<T>(T[] items) => items[0];

    private static T Choose<T>(bool first, T a, T b) => first ? a : b;
}
