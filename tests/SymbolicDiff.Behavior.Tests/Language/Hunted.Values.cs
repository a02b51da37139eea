namespace SymbolicDiff.Behavior.Tests.Language;

public static partial class Hunted
{
    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5 3.5")]
    public static double CompoundThroughACallThatMovesTheIndex(double x, double[] a)
    {
        int k = 0;
        int Next() => k++;
        a[Next()] += a[Next()] * (a[Next()] *= x) + a[k];
        a[k -= 2] -= x * a[k + 1];
        return a[0] * a[1] + a[2] * k;
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5 3.5")]
    public static double ArrayReplacedInsideAnIndex(double x, double[] a)
    {
        double[] b = { x, x * x, 2 };
        int Replace() { b = a; return 1; }
        b[Replace()] *= b[0];
        return b[1] * a[1] * x;
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5 3.5")]
    public static double ArrayReplacedInsideAValue(double x, double[] a)
    {
        double[] b = { x, x * x, 2 }, old = b;
        b[1] += (b = a)[2] * b[0];
        return b[1] * old[1] + old[0];
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double NamedArgumentsThatNameOneVariable(double x, double y)
    {
        static double Combine(ref double p, in double q, double r = 3, params double[] rest)
        {
            p += q * r;
            double t = p * q;
            foreach (double v in rest) t += v * p;
            return t;
        }

        double first = Combine(q: x, p: ref x);
        double second = Combine(ref y, in y, x *= 2, x, y *= 2, x + y);
        return first * second + x * y;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double ResultsThroughOut(double x, double y)
    {
        static void Polar(double a, double b, out double r, out double t)
        {
            r = Math.Sqrt(a * a + b * b);
            t = Math.Atan2(b, a);
            r *= t;
        }

        Polar(x, y, out y, out x);
        Polar(y, x, out double u, out var v);
        Polar(u, v, out _, out double w);
        return x * y + u * v * w;
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double ResultsIntoElementsThatAreRead(double x, double[] a)
    {
        static void Split(in double v, out double p, out double q)
        {
            double keep = v;
            p = keep * keep;
            q = v * 3 + keep;
        }

        Split(a[1], out a[1], out a[0]);
        int i = 0;
        Split(in a[2], out a[i++], out a[i++]);
        return a[0] * a[1] * x + a[2] * i;
    }

    [Differentiable(Emit = Both), Point(0.7, 5), Point(0.7, int.MaxValue)]
    public static double IntegersThatWrap(double x, int n)
    {
        int h = n;
        double r = x;
        for (int i = 0; i < 5; i++)
        {
            h = unchecked(h * 31 + i);
            r = r * x + (h & 3) + (h >>> 28) * x + unchecked((byte)h) * 1e-3 * r;
        }

        return r;
    }

    [Differentiable(Emit = Both), Point(0.7, 5), Throws(0.7, int.MaxValue)]
    public static double IntegersThatAreChecked(double x, int n)
    {
        double r = x;
        for (int i = 0; i < 3; i++) r = r * x + checked(n + i) * r;
        return r;
    }

    [Differentiable(Emit = Both), Point(0.7f, 1.3), Point(-0.7f, 1.3)]
    public static double PrecisionsMixed(float x, double y)
    {
        float f = x * x;
        double d = f * y;
        f += x * 0.5f;
        long n = 3;
        d += n * f;
        f *= (float)d;
        d /= 1 + n / 2 + n % 2;
        return d * f + (int)n;
    }

    [Differentiable(Emit = Both), Convention("0 1", null), Point(0.5, 1), Point(-0.5, 1)]
    public static double SignOfZeroDecides(double x, double y)
    {
        double z = -x * 0;
        return double.IsNegative(z) ? x * y : y * y + x;
    }

    [Differentiable(Emit = Both), Convention("0.7 0", null), Point(0.7, 1.0)]
    public static double BranchesThatAvoidInfinity(double x, double y)
    {
        double[] w = { x, y };
        double r = 0;
        for (int i = 0; i < 2; i++)
        {
            double inverse = 1 / (w[i] * w[i]);
            if (double.IsInfinity(inverse)) r += x * x;
            else r += inverse;
        }

        return r * (y == 0 ? 1 : Math.Sqrt(y));
    }

    [Differentiable(nameof(x), Emit = Both), Point(0.7, double.NaN), Point(0.7, 2.0)]
    public static double ComparisonsWithNaN(double x, double limit)
    {
        double r = 1;
        if (!(x < limit)) r *= x;
        if (x < limit) r += x; else r *= x * x;
        if (x != limit) r *= 2;
        return double.IsNaN(limit) ? r : r * limit;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double HornerBothWays(double[] c, double x)
    {
        double up = 0, down = 0, power = 1;
        for (int i = c.Length; --i >= 0;) down = down * x + c[i];
        foreach (double v in c) { up += v * power; power *= x; }
        return up * down;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3, 6), Point(0.7, 1.3, 1), Point(0.7, 1.3, 0)]
    public static double RecurrenceOfThreeTerms(double a, double b, int n)
    {
        double p = a, q = b;
        for (int i = 2; i <= n; i++)
        {
            double t = ((2 * i - 1) * a * q - (i - 1) * p) / i;
            p = q;
            q = t;
        }

        return n == 0 ? p : q * p;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double CapturesWrittenByNestedFunctions(double x, double y)
    {
        double s = x;
        double Outer(double v)
        {
            double own = v * s;
            void Inner(double u) { own += u * s; s = own * v; v *= 2; }
            Inner(y);
            Inner(own);
            return own * v;
        }

        return Outer(x) * Outer(s) + s;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double LambdaThatWritesItsCapture(double x, double y)
    {
        double s = y;
        Action<double> push = v => s = s * v + x;
        for (int i = 0; i < 3; i++) push(s * 0.5 + i);
        x *= 2;
        push(x);
        return s * x;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double AssignmentsChained(double x, double y)
    {
        double a, b, c;
        a = b = c = x * y;
        a *= b += c -= x;
        c = a = (b = c * a) + b;
        return a * b + c * (a = 2) * a;
    }

    [Differentiable(Emit = Both), Point("0.5 1.5 2.5")]
    public static double IncrementsOfElements(double[] a)
    {
        int i = 0;
        double r = a[i++]++ * ++a[i--] - a[i]--;
        r *= --a[++i] * a[0];
        return r + a[0] * a[1] * a[2];
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double StructuresSwappedInALoop(double x, double y)
    {
        Body p = new() { At = x, Speed = y }, q = new() { At = y, Speed = x * y };
        for (int i = 0; i < 3; i++)
        {
            (p, q) = (q, p);
            p.At += 0.1 * p.Speed;
            q.Speed -= 0.1 * p.At * q.At;
            if (i == 1) q = p;
        }

        return p.At * q.Speed + q.At * p.Speed;
    }

    [Differentiable(Emit = Both), Point("0.5 1.5 2.5 3.5")]
    public static double ReferenceChosenByData(double[] a)
    {
        for (int i = 0; i < 3; i++)
        {
            ref double r = ref a[a[i] > 1 ? i : i + 1];
            r = r * r * 0.5 + a[i];
            ref double q = ref Last(a);
            q += r;
        }

        return a[0] * a[1] + a[2] * a[3];
    }

    private static ref double Last(double[] v) => ref v[^1];

    private struct Body
    {
        public double At, Speed;
    }

    /// <summary>A number from outside that no reference can name.</summary>
    [Differentiable(Emit = Both), Point(1.5, 2)]
    public static double RandomBesideAReference(ref double x, double y)
    {
        x *= y;
        return x * (1 + 0 * Random.Shared.NextDouble());
    }

    /// <summary>What is left in the first result does not depend on the powers, whose adjoint is zero in every element.</summary>
    [Point(0.2, 0.7, 0.4, "0.4 0.2", 0.0), Point(0.2, 0.3, 0.9, "0.4 0.2", 0.0)]
    [Differentiable(nameof(x), nameof(w), Emit = Several | Derivatives.Jacobian)]
    public static void AdjointsOfPowersThatAreZero(ref double r, double y, double x, double[] w, out double o)
    {
        double[] powers = w.Select(_ => Math.Pow(1.2 + x * x, 0.5)).ToArray();
        (x, y) = (y, x);
        double[] bounded = { 0.5, Math.Max(x, 0.1) };
        y *= Math.Tanh(y * (powers[0.5 < x ? 0 : 1] * x)) * bounded[0];
        o = r - 0.5 * y;
        r += 1;
    }

    /// <summary>The same of a power whose exponent is known no sooner than its base.</summary>
    [Point(0.2, 0.7, 0.4, "0.4 0.2", 0.0), Point(0.2, 0.3, 0.9, "0.4 0.2", 0.0)]
    [Differentiable(nameof(x), nameof(w), Emit = Several | Derivatives.Jacobian)]
    public static void AdjointsOfPowersOfData(ref double r, double y, double x, double[] w, out double o)
    {
        double[] powers = w.Select(_ => Math.Pow(1.2 + x * x, w[1])).ToArray();
        (x, y) = (y, x);
        double[] bounded = { 0.5, Math.Max(x, 0.1) };
        y *= Math.Tanh(y * (powers[0.5 < x ? 0 : 1] * x)) * bounded[0];
        o = r - 0.5 * y;
        r += 1;
    }
}
