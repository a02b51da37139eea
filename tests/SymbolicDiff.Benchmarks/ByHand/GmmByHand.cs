using System.Buffers;
using System.Runtime.CompilerServices;

namespace SymbolicDiff.Benchmarks.ByHand;

/// <summary>Each point's adjoints follow right after its value: only its centred and transformed vectors are kept.</summary>
internal static class GmmByHand
{
    public static double ValueAndGradient(
        double[] alpha, double[][] mu, double[][] q, double[][] l, double[][] x, double prior, double halfGammaSquare, int m,
        double[] alphaBar, double[][] muBar, double[][] qBar, double[][] lBar)
    {
        int components = alpha.Length, d = x[0].Length, n = x.Length;
        int size = components * (4 * d + 2);
        double[] rented = ArrayPool<double>.Shared.Rent(size + 8);
        try
        {
            Span<double> rest = Rows.Aligned(rented, size);
            Span<double> diagonal = Take(ref rest, components * d), centred = Take(ref rest, components * d);
            Span<double> transformed = Take(ref rest, components * d);
            Span<double> centredBar = Take(ref rest, d), beta = Take(ref rest, components), sums = Take(ref rest, components);
            Prepare(q, diagonal, sums);
            Array.Clear(alphaBar);
            for (int k = 0; k < components; k++)
            {
                Array.Clear(muBar[k]);
                Array.Clear(qBar[k]);
                Array.Clear(lBar[k]);
            }

            double total = 0;
            for (int i = 0; i < n; i++)
            {
                ReadOnlySpan<double> point = x[i];
                for (int k = 0; k < components; k++)
                {
                    double square = Transform(point, mu[k], diagonal.Slice(k * d, d), l[k], centred.Slice(k * d, d), transformed.Slice(k * d, d));
                    beta[k] = alpha[k] + sums[k] - 0.5 * square;
                }

                total += SoftMax(beta, beta);
                for (int k = 0; k < components; k++)
                {
                    alphaBar[k] += beta[k];
                    Reverse(
                        beta[k], centred.Slice(k * d, d), transformed.Slice(k * d, d), diagonal.Slice(k * d, d), l[k], centredBar, muBar[k],
                        qBar[k], lBar[k]);
                }
            }

            double penalty = Finish(alphaBar, q, l, diagonal, sums, halfGammaSquare, m, qBar, lBar);
            double log = SoftMax(alpha, beta);
            for (int k = 0; k < components; k++) alphaBar[k] -= n * beta[k];
            return -n * d * 0.5 * Math.Log(2 * Math.PI) + total - n * log + (prior - penalty);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static Span<double> Take(ref Span<double> rest, int count)
    {
        Span<double> taken = rest.Slice(0, count);
        rest = rest.Slice(count);
        return taken;
    }

    private static void Prepare(double[][] q, Span<double> diagonal, Span<double> sums)
    {
        int d = q[0].Length;
        for (int k = 0; k < q.Length; k++)
        {
            double sum = 0;
            for (int j = 0; j < d; j++)
            {
                diagonal[k * d + j] = Math.Exp(q[k][j]);
                sum += q[k][j];
            }

            sums[k] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Transform(
        ReadOnlySpan<double> point, ReadOnlySpan<double> mu, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> lower, Span<double> centred,
        Span<double> transformed)
    {
        for (int j = 0; j < centred.Length; j++)
        {
            centred[j] = point[j] - mu[j];
            transformed[j] = diagonal[j] * centred[j];
        }

        for (int column = 0; column < centred.Length - 1; column++)
        {
            double factor = centred[column];
            Span<double> below = transformed.Slice(column + 1);
            for (int row = 0; row < below.Length; row++) below[row] += lower[row] * factor;
            lower = lower.Slice(below.Length);
        }

        double sum = 0;
        foreach (double t in transformed) sum += t * t;
        return sum;
    }

    /// <summary>The logarithm of the sum of exponentials, and their shares.</summary>
    private static double SoftMax(ReadOnlySpan<double> v, Span<double> shares)
    {
        double max = v[0];
        for (int i = 1; i < v.Length; i++)
        {
            if (!(v[i] < max)) max = Math.Max(max, v[i]);
        }

        double sum = 0;
        for (int i = 0; i < v.Length; i++)
        {
            double exp = Math.Exp(v[i] - max);
            shares[i] = exp;
            sum += exp;
        }

        double factor = 1 / sum;
        foreach (ref double share in shares) share *= factor;
        return max + Math.Log(sum);
    }

    /// <summary>
    /// Adds to the adjoints what a point and a component contribute; that of the diagonal stands in <paramref name="diagonalBar"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Reverse(
        double share, ReadOnlySpan<double> centred, Span<double> transformed, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> lower,
        Span<double> centredBar, Span<double> muBar, Span<double> diagonalBar, Span<double> lowerBar)
    {
        for (int j = 0; j < transformed.Length; j++)
        {
            double bar = -share * transformed[j];
            transformed[j] = bar;
            centredBar[j] = bar * diagonal[j];
            diagonalBar[j] += bar * centred[j];
        }

        for (int column = 0; column < centred.Length - 1; column++)
        {
            double factor = centred[column], sum = centredBar[column];
            ReadOnlySpan<double> below = transformed.Slice(column + 1);
            for (int row = 0; row < below.Length; row++)
            {
                sum += below[row] * lower[row];
                lowerBar[row] += below[row] * factor;
            }

            centredBar[column] = sum;
            lower = lower.Slice(below.Length);
            lowerBar = lowerBar.Slice(below.Length);
        }

        for (int j = 0; j < centredBar.Length; j++) muBar[j] -= centredBar[j];
    }

    /// <summary>
    /// Makes the adjoints of the diagonal those of its logarithms, with those of their sums and of the prior; gives the prior's penalty.
    /// </summary>
    private static double Finish(
        double[] shares, double[][] q, double[][] l, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> sums, double halfGammaSquare, int m,
        double[][] qBar, double[][] lBar)
    {
        int d = q[0].Length;
        double penalty = 0;
        for (int k = 0; k < q.Length; k++)
        {
            double sum = 0, below = 0;
            double[] lower = l[k], lowerBar = lBar[k], bar = qBar[k];
            for (int j = 0; j < d; j++)
            {
                double value = diagonal[k * d + j];
                sum += value * value;
                bar[j] = shares[k] + m + (bar[j] - 2 * halfGammaSquare * value) * value;
            }

            for (int j = 0; j < lower.Length; j++)
            {
                below += lower[j] * lower[j];
                lowerBar[j] -= 2 * halfGammaSquare * lower[j];
            }

            penalty += halfGammaSquare * (sum + below) - m * sums[k];
        }

        return penalty;
    }
}
