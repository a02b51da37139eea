namespace SymbolicDiff.Behavior.Tests.Language;

public static partial class Adversary
{
    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double IntegerDivision(double x, double y)
    {
        int i = 7;
        return i / 2 * x + i / 2.0 * y + (double)(i / 2) / 4 + i % 4 * x;
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double WrappingIntegers(double x)
    {
        uint s = 12345;
        double r = 0;
        for (int i = 0; i < 5; i++) { unchecked { s = s * 1664525 + 1013904223; } r += (s >> 9) * x / 8388608.0; }
        return r;
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double WrappingSteps(double x)
    {
        int n = int.MaxValue;
        unchecked { n++; n += 5; n--; }
        return (n & 7) * x;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double NegatedComparisonOfNaN(double x, double y)
    {
        double n = x / 0 * 0;
        if (!(n <= 0)) x = y * x;
        while (!(x > 100)) x *= 3;
        return x;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double NegatedPatternOfNaN(double x, double y)
    {
        double n = x / 0 * 0;
        return n is not > 0 ? x * y : 3 * x;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double ConstantPatternOfNaN(double x, double y)
    {
        double n = x / 0 * 0;
        return n is double.NaN ? x * y : 3 * x;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double ConditionsWithSideEffects(double x, double y)
    {
        bool c = (x += y) > 5 && (y *= 2) > 1;
        bool d = (x += y) > 1 | (y *= 3) > 1;
        return c ? x : d ? x * y : y;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double ChosenReference(double x, double y)
    {
        (x > 1 ? ref x : ref y) *= x;
        return x * y;
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double ReferenceWhoseIndexMoves(double x, double[] a)
    {
        int i = 0;
        ref double r = ref a[i];
        i = 2;
        r = x;
        return a[0] * a[i];
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3, "0.5 1.5 2.5")]
    public static double ReferenceIntoReplacedArray(double x, double y, double[] a)
    {
        double[] b = a;
        ref double r = ref b[0];
        b = new double[] { y };
        r *= x;
        return a[0] * b[0];
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3, "0.5 1.5 2.5")]
    public static double DeconstructionAtOnce(double x, double y, double[] a)
    {
        var (p, q) = (x, y);
        (p, q) = (q, p * q);
        (a[0], a[1]) = (a[1], p);
        return p * q * a[0] * a[1];
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double DeconstructionMovesTheIndex(double x, double[] a)
    {
        int i = 0;
        (a[i++], a[i++]) = (x, a[i]);
        return a[0] * a[1] + i;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double LimitThatShrinks(double x, double y)
    {
        int n = 3;
        for (int i = 0; i < n; i++) { if (i == 1) n--; x *= y; }
        return x;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3, "0.5 1.5 2.5")]
    public static double LimitOfReplacedArray(double x, double y, double[] a)
    {
        int[] ix = { 0, 1, 2 };
        for (int i = 0; i < ix.Length; i++) { x += a[ix[i]] * y; ix = new[] { 2 }; }
        return x;
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double LargestElement(double x, double[] a)
    {
        Largest(a) *= a[0];
        ref double r = ref Largest(a);
        r += x;
        return a[2] * a[1];
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double OutsideMemoryOverwritten(double x)
    {
        Cache[0] = 2;
        double s = Cache[0] * x * x;
        Cache[0] = 5;
        return s * x * Cache[0];
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double OutsideMemoryUnderTwoNames(double x)
    {
        var p = Again;
        var q = Cache;
        p[0] = 2;
        double s = 0;
        for (int i = 0; i < 3; i++) { s += q[0] * x * x; p[0] += i; }
        return s * q[0];
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double OutsideIndices(double x, double[] a)
    {
        int[] n = Order;
        n[0] = 0;
        double s = x;
        for (int i = 0; i < 3; i++) { s *= a[n[0]]; SameOrder[0] = i; }
        return s;
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double OutsideCellByReference(double x)
    {
        Times(ref cell, 0);
        cell = 2;
        Plus(ref cell, 3);
        return cell * x * x;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double TextThatOnlyGuards(double x, double y)
    {
        string message = $"bad {x} " + y;
        if (x < -5) throw new ArgumentException(message);
        return x * y + x.CompareTo(y);
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double CharactersOfAText(double x, double y)
    {
        foreach (char c in "+*+") x = c == '*' ? x * y : x + y;
        return x;
    }
}
