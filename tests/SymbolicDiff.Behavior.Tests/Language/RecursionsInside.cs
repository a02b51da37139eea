using System.Numerics;
using SymbolicDiff.Behavior.Tests.Harness;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Local functions that call themselves.</summary>
public static partial class LocalRecursions
{
    [Differentiable(Emit = Modes.Second), Point(1.3, 0), Point(1.3, 1), Point(0.7, 5)]
    public static double Own(double x, int n)
    {
        return power(x, n);

        static double power(double t, int m) => m == 0 ? 1 : t * power(t, m - 1);
    }

    /// <summary>Parameters and locals around it are read.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.4, 1.5, 0), Point(0.4, 0.5, 4)]
    public static double Reading(double x, double y, int n)
    {
        double scale = Math.Sin(y);
        return tree(x, n) * scale;

        double tree(double t, int depth)
        {
            if (depth <= 0) return t * y;
            double left = tree(t * scale, depth - 1);
            return left * x + tree(left, depth - 2);
        }
    }

    /// <summary>Locals around it are changed, and an array is written.</summary>
    [Differentiable(Emit = Modes.Second), Point("1 2 0.5"), Point("2"), Point("0.3 0.7 1.1 0.2")]
    public static double Changing(double[] x)
    {
        double total = 1;
        int calls = 0;
        double[] seen = new double[x.Length];
        visit(0, x.Length);
        double sum = 0;
        for (int i = 0; i < seen.Length; i++) sum += seen[i] * (i + 1);
        return sum * total + calls * x[0];

        void visit(int start, int count)
        {
            calls++;
            if (count == 1)
            {
                total *= Math.Cos(x[start]);
                seen[start] = total * x[start];
                return;
            }

            visit(start, count / 2);
            total += seen[start];
            visit(start + count / 2, count - count / 2);
            seen[start] *= total;
        }
    }

    /// <summary>Two that call each other, one that they call, and a structure around them.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.9, 0), Point(0.9, 1), Point(1.2, 5)]
    public static double Alternating(double x, int n)
    {
        (double Sine, double Square) known = (Math.Sin(x), x * x);
        return even(x, n) + odd(known.Square, n);

        double even(double t, int m) => m == 0 ? t * known.Sine : damped(odd(t * 1.1, m - 1));
        double odd(double t, int m) => m == 0 ? known.Square : even(t, m - 1) * damped(t) + t;
        double damped(double t) => t / (1 + known.Square * t * t);
    }

    /// <summary>A structure around it changes; it gives a tuple, and a number by reference.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.6, 0), Point(0.6, 3)]
    public static double Moving(double x, int n)
    {
        var place = (X: x, Y: 1.0);
        double last = x;
        var (low, high) = step(n, ref last);
        return place.X * place.Y + low * high * last;

        (double Low, double High) step(int m, ref double value)
        {
            place = (place.X + 0.5 * place.Y, place.Y * Math.Cos(value));
            if (m == 0) return (place.X, value);
            value = Math.Exp(-value) * place.X;
            var (a, b) = step(m - 1, ref value);
            return (b * value, a + place.Y);
        }
    }

    /// <summary>Called from a method that is called twice, with other variables around it.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.6, 0.8)]
    public static double Twice(double x, double y) => Damped(x, y, 2) * Damped(y, x * x, 3);

    private static double Damped(double t, double by, int n)
    {
        double half = by * 0.5;
        return damp(t, n);

        double damp(double u, int m)
        {
            if (m == 0) return u;
            return damp(u * half + by, m - 1) * u;
        }
    }
}

/// <summary>Local functions of methods of an object that call themselves.</summary>
public sealed partial class RecursiveAround
{
    private readonly double scale = 0.5;

    [Differentiable(Emit = Modes.Second), Point(0.3, 4)]
    public double Scaled(double x, int n)
    {
        return f(x, n);

        double f(double t, int m) => m == 0 ? t * scale * x : Math.Cos(f(t * scale, m - 1)) + x;
    }
}

/// <summary>Generic methods that call themselves.</summary>
public static partial class GenericRecursions
{
    [Differentiable(Emit = Modes.Second), Point(0.7, 4)]
    public static double Horner(double x, int n) => Evaluated(x, n) * Evaluated(x * x, n - 1);

    private static T Evaluated<T>(T x, int n) where T : IFloatingPoint<T> => n <= 0 ? T.One + x : Evaluated(x, n - 1) * x + T.One;

    /// <summary>The same method for two types, and a type that is no number.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.7f)]
    public static float Widths(float x) => Evaluated(x, 3) * (float)Evaluated((double)x, 2) + (float)(Tagged(x, 3, "a") * Tagged(x, 2, 1));

    private static double Tagged<T>(double x, int n, T tag) => n == 0 ? x * x : Math.Sin(Tagged(x * 1.1, n - 1, tag)) + x;

    /// <summary>A method of an interface decides what is done at each level.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.7, 3)]
    public static double Steps(double x, int n) => Stepped<Square>(x, n) + Stepped<Wave>(x, n);

    private interface IStep
    {
        static abstract double Of(double x);
    }

    private readonly struct Square : IStep
    {
        public static double Of(double x) => x * x + 0.5;
    }

    private readonly struct Wave : IStep
    {
        public static double Of(double x) => Math.Sin(x);
    }

    private static double Stepped<TStep>(double x, int n) where TStep : struct, IStep => n == 0 ? x : TStep.Of(Stepped<TStep>(x, n - 1)) * x;

    /// <summary>A local function of a generic method.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.7f, 3)]
    public static float Inside(float x, int n) => Summed(x, n) * (float)Summed((double)x, n);

    private static T Summed<T>(T x, int n) where T : IFloatingPoint<T>
    {
        return sum(n);

        T sum(int m) => m == 0 ? x : sum(m - 1) * x + T.One;
    }
}

/// <summary>Methods that call themselves and give arrays.</summary>
public static partial class ArrayRecursions
{
    /// <summary>A transform that gives a new array at each level.</summary>
    [Differentiable(Emit = Modes.Second), Point("1 2 3 4"), Point("2"), Point("0.5 1.5")]
    public static double Energy(double[] x)
    {
        double[] y = Transformed(x);
        double sum = 0;
        for (int i = 0; i < y.Length; i++) sum += y[i] * y[i] * y[i] * (i + 1);
        return sum;
    }

    [Differentiable(Emit = Modes.Several), Point("1 2 3 4"), Point("2"), Point("0.5 1.5")]
    public static double[] Transformed(double[] x)
    {
        int n = x.Length;
        if (n == 1) return [x[0] * x[0]];
        double[] even = new double[n / 2], odd = new double[n / 2];
        for (int i = 0; i < n / 2; i++) (even[i], odd[i]) = (x[2 * i], x[2 * i + 1]);
        double[] low = Transformed(even), high = Transformed(odd);
        double[] result = new double[n];
        for (int i = 0; i < n / 2; i++)
        {
            result[i] = low[i] + high[i] * Math.Cos(i);
            result[n / 2 + i] = low[i] * high[i];
        }

        return result;
    }

    /// <summary>Merged from sorted halves; one of several arrays is given.</summary>
    [Differentiable(Emit = Modes.Both), Point("3 1 2 5 4"), Point("2 1"), Point("7")]
    public static double Sorted(double[] x)
    {
        double[] y = Sorted(x, 0, x.Length);
        double sum = 0;
        for (int i = 0; i < y.Length; i++) sum += (i + 1) * y[i] * y[i];
        return sum;
    }

    private static double[] Sorted(double[] x, int low, int high)
    {
        double[] result = new double[high - low];
        if (high - low == 1)
        {
            result[0] = x[low];
            return result;
        }

        int middle = (low + high) / 2, i = 0, j = 0;
        double[] left = Sorted(x, low, middle), right = Sorted(x, middle, high);
        for (int k = 0; k < result.Length; k++)
            result[k] = j == right.Length || i < left.Length && left[i] <= right[j] ? left[i++] : right[j++];
        return result;
    }

    /// <summary>The array that it is given is given at the end.</summary>
    [Differentiable(Emit = Modes.Second), Point("1 2 3", 0), Point("0.5 1.5", 2)]
    public static double Rotated(double[] x, int n)
    {
        double[] y = Rotate(x, n);
        return y[0] * y[1] * y[1] + x[0];
    }

    private static double[] Rotate(double[] x, int n)
    {
        if (n == 0) return x;
        double[] next = new double[x.Length];
        for (int i = 0; i < x.Length; i++) next[i] = Math.Sin(x[(i + 1) % x.Length]) * x[i];
        return Rotate(next, n - 1);
    }

    /// <summary>The array that a call gave is changed and given on.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.7, 0), Point(0.7, 3)]
    public static double Powers(double x, int n)
    {
        double[] powers = Filled(x, n);
        double product = 1;
        foreach (double power in powers) product *= 1 + power;
        return product;
    }

    private static double[] Filled(double x, int n)
    {
        if (n == 0)
        {
            double[] first = new double[3];
            first[0] = x;
            return first;
        }

        double[] rest = Filled(x * 0.9, n - 1);
        rest[n % 3] += rest[(n + 2) % 3] * x;
        rest[0] *= Math.Sin(x);
        return rest;
    }
}

/// <summary>Results that are no real numbers, and storage of other kinds.</summary>
public static partial class StoringRecursions
{
    /// <summary>How much was moved is counted.</summary>
    [Differentiable(Emit = Modes.Second), Point("3 1 2 5 4"), Point("2 1"), Point("7")]
    public static double Counted(double[] x)
    {
        double[] y = (double[])x.Clone();
        int moved = Quick(y, 0, y.Length - 1);
        double sum = moved * x[0];
        for (int i = 0; i < y.Length; i++) sum += (i + 1) * y[i] * y[i];
        return sum;
    }

    private static int Quick(double[] a, int low, int high)
    {
        if (low >= high) return 0;
        int moved = 0, last = low;
        for (int i = low; i < high; i++)
        {
            if (a[i] > a[high]) continue;
            (a[i], a[last]) = (a[last], a[i]);
            moved += i - last++;
        }

        (a[last], a[high]) = (a[high], a[last]);
        return moved + Quick(a, low, last - 1) + Quick(a, last + 1, high);
    }

    /// <summary>A truth value comes back, and what was found.</summary>
    [Differentiable(Emit = Modes.Second), Point("1 2 0.5", 1.5), Point("1 2 0.5", 3.0)]
    public static double Found(double[] x, double limit) => TryFind(x, limit, 0, out double found) ? found * found * x[0] : x[1] + found;

    private static bool TryFind(ReadOnlySpan<double> x, double limit, int i, out double found)
    {
        found = limit;
        if (i == x.Length) return false;
        if (x[i] > limit)
        {
            found = x[i] * limit;
            return true;
        }

        return TryFind(x, limit - 0.01 * x[i], i + 1, out found);
    }

    /// <summary>A matrix is eliminated in place, row by row.</summary>
    [Differentiable(Emit = Modes.Second), Point("2 1; 1 3"), Point("4 1 2; 1 5 0.5; 2 0.5 3")]
    public static double Eliminated(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        double[,] a = (double[,])matrix.Clone();
        Eliminate(a, 0, n);
        double product = 1;
        for (int i = 0; i < n; i++) product *= a[i, i];
        return product;
    }

    private static void Eliminate(double[,] a, int k, int n)
    {
        if (k == n) return;
        for (int i = k + 1; i < n; i++)
        {
            double factor = a[i, k] / a[k, k];
            for (int j = k; j < n; j++) a[i, j] -= factor * a[k, j];
        }

        Eliminate(a, k + 1, n);
    }

    /// <summary>Rows of a jagged array.</summary>
    [Differentiable(Emit = Modes.Second), Point("1 2; 3 4; 0.5 1")]
    public static double Rows(double[][] rows) => Folded(rows, 0, 1);

    private static double Folded(double[][] rows, int i, double before)
    {
        if (i == rows.Length) return before * before;
        double sum = 0;
        foreach (double value in rows[i]) sum += value * before;
        return Folded(rows, i + 1, sum) + sum * rows[i][0];
    }

    public record struct Body(double X, double Y, double Mass);

    /// <summary>Structures in an array: halves are merged into their first.</summary>
    [Differentiable(Emit = Modes.Second), Point("1 2 3 0.5"), Point("1"), Point("0.5 2 0.7")]
    public static double Merged(double[] x)
    {
        var bodies = new Body[x.Length];
        for (int i = 0; i < x.Length; i++) bodies[i] = new Body(x[i], x[i] * i, 1 + x[i] * x[i]);
        Merge(bodies, 0, bodies.Length);
        return bodies[0].X * bodies[0].Y * bodies[0].Mass;
    }

    private static void Merge(Body[] bodies, int start, int count)
    {
        if (count < 2) return;
        int half = count / 2;
        Merge(bodies, start, half);
        Merge(bodies, start + half, count - half);
        (Body left, Body right) = (bodies[start], bodies[start + half]);
        double mass = left.Mass + right.Mass;
        bodies[start] = new Body((left.X * left.Mass + right.X * right.Mass) / mass, Math.Sin(left.Y) + right.Y, mass);
    }

    /// <summary>A method with a reverse derivative by hand inside.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.7, 0), Point(0.7, 3)]
    public static double Cubes(double x, int n) => n == 0 ? x : Cube(Cubes(x * 0.9, n - 1)) + x;

    private static double Cube(double x) => x * x * x;

    [DerivativeOf(typeof(StoringRecursions), nameof(Cube))]
    private static double CubeVjp(double x, double resultAdjoint, ref double xAdjoint)
    {
        xAdjoint += 3 * x * x * resultAdjoint;
        return x * x * x;
    }
}

/// <summary>Methods of type parameters that stand for reals.</summary>
public static partial class GenericRealRecursions
{
    [Differentiable(Emit = Modes.Second), Point(0.7, 0), Point(0.7, 4)]
    public static T Power<T>(T x, int n) where T : IFloatingPoint<T> => n == 0 ? T.One + x : Power(x, n - 1) * x;

    [Differentiable(Emit = Modes.Second), Point("1 2 0.5"), Point("2")]
    public static T Folded<T>(T[] x) where T : IFloatingPoint<T>, ITrigonometricFunctions<T>
    {
        return fold(0, T.One);

        T fold(int i, T before) => i == x.Length ? before : fold(i + 1, before * x[i] + T.Sin(x[i])) * before;
    }
}
