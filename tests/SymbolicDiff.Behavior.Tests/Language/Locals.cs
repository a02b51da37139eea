namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Locals of every kind.</summary>
public static partial class Locals
{
    private const double Scale = 1.5;
    private static readonly double Offset = 0.25;

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double SeveralDeclarators(double x, double y)
    {
        double a = x * y, b = a + x, c;
        c = a * b;
        return c - a;
    }

    [Differentiable(Emit = Both), Point(2, 3), Point(-2, 3)]
    public static double DeclaratorsInBranches(double x, double y)
    {
        double result;
        if (x > 0)
        {
            double a = x * x, b = a * y;
            result = a + b;
        }
        else
        {
            double a = y, b = a * x, c = b * a;
            result = c * 2;
        }

        return result;
    }

    [Differentiable(Emit = Both), Point(1.2)]
    public static double VarLocals(double x)
    {
        var a = x * x;
        var n = 3;
        var flag = n > 2;
        var text = "unused";
        return flag && text.Length > 0 ? a * n : x;
    }

    [Differentiable(Emit = Both), Point(1.2)]
    public static double ConstLocals(double x)
    {
        const int n = 4;
        const double half = 0.5, third = 1.0 / 3;
        const float single = 0.1f;
        return n * x * half + third * x * x + single * x;
    }

    [Differentiable(Emit = Both), Point(1.2)]
    public static double ConstAndStaticFields(double x) => Scale * x * x + Offset * x + Math.PI * x - Math.E / x;

    [Differentiable(Emit = Both), Point(1.2)]
    public static double Defaults(double x)
    {
        double zero = default;
        double other = default(double);
        int n = default;
        return x * x + zero * x + other + n * x;
    }

    [Differentiable(Emit = Both), Point(1.2)]
    public static double NameOf(double x) => x * nameof(x).Length;

    [Differentiable(Emit = Both), Point(3.7)]
    public static double IntegerLocals(double x)
    {
        int n = 7;
        long m = 10_000_000_000L;
        n /= 2;
        m %= 1000;
        byte small = 200;
        uint word = 5u;
        return x * n + x * x * (m + 3) + small * x / word;
    }

    [Differentiable(Emit = Both), Point(0.5), Point(-0.5)]
    public static double BooleanLocals(double x)
    {
        bool positive = x > 0;
        bool small = Math.Abs(x) < 1;
        bool both = positive & small;
        bool either = positive | small;
        bool one = positive ^ small;
        both &= either;
        double r = both ? x * x : 3 * x;
        if (!one || either && !both) r += x;
        return r;
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double Shadowing(double x, double y)
    {
        double sum = 0;
        {
            double t = x * y;
            sum += t;
        }

        {
            double t = x + y;
            sum *= t;
        }

        for (int i = 0; i < 2; i++)
        {
            double t = sum * x;
            sum = t + i;
        }

        return sum;
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double ReusedForAnotherPurpose(double x)
    {
        double t = x * x;
        double a = t + 1;
        t = Math.Sin(a);
        double b = t * a;
        t = b * b;
        return t + a;
    }

    [Differentiable(Emit = Both), Point(1.5, 2.5)]
    public static double Swap(double x, double y)
    {
        double a = x * x;
        double b = y;
        (a, b) = (b, a);
        return a * a * b;
    }

    [Differentiable(Emit = Both), Point(1.5, 2.5)]
    public static double TupleDeconstruction(double x, double y)
    {
        var (sum, difference) = (x + y, x - y);
        (double a, double b) = (sum * difference, sum);
        (a, _) = (a * b, b);
        return a;
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double UnusedLocals(double x)
    {
        double unused = Math.Log(x - 2);
        double alsoUnused = unused * x;
        _ = alsoUnused;
        return x * x;
    }

    [Differentiable(Emit = Both), Point(0.3, 0.4)]
    public static double NamesOfDerivatives(double x, double y)
    {
        double xBar = x * y;
        double dx = xBar + y;
        double dy = dx * xBar;
        double value = dy * x;
        double result = value - xBar;
        double xTape = result * dx;
        double yGradient = xTape + y;
        return yGradient * value;
    }

    [Differentiable(Emit = Both), Point(0.3, 0.4)]
    public static double ParametersWithNamesOfDerivatives(double value, double Item2) => value * Item2 * Item2;

    [Differentiable(Emit = Both), Point(0.3, 0.4)]
    public static double KeywordNames(double @class, double @for)
    {
        double @if = @class * @for;
        double @return = @if + @class;
        return @return * @if;
    }

    [Differentiable(Emit = Both), Point(0.3, 0.4, "1 2")]
    public static double UnicodeNames(double α, double ŷ, double[] größe)
    {
        double Σ = α * ŷ;
        foreach (double élément in größe) Σ += élément * élément * α;
        return Σ;
    }

    [Differentiable(Emit = Both), Point(0.3)]
    public static double UnicodeEscapes(double \u0061b) => \u0061b * ab;
}
