namespace SymbolicDiff.Behavior.Tests.Language;

public static partial class Checkpoints
{
    /// <summary>The same methods without checkpoints.</summary>
    public static partial class Recorded
    {
        [Differentiable]
        public static double Scalar(double x, double p, int n)
        {
            for (int i = 0; i < n; i++)
            {
                x += 0.1 * Math.Sin(x) * p;
            }

            return x;
        }

        [Differentiable(nameof(x))]
        public static double NamedTwice(double x, int n, double p)
        {
            int count = n;
            double factor = p;
            for (int i = 0; i < n; i++)
            {
                x = Math.Sin(x * (count + n)) * factor + p * x;
            }

            return x;
        }

        [Differentiable]
        public static double Pair(double x, double v, double k, int n)
        {
            double energy = 0;
            double a;
            for (int i = 1; i <= n; i++)
            {
                a = -k * Math.Sin(x);
                v += 0.1 * a;
                x += 0.1 * v / i;
                energy += v * v * x;
            }

            return energy * x;
        }

        [Differentiable]
        public static double Field(double[] start, double rate, int steps)
        {
            double[] u = new double[start.Length];
            for (int i = 0; i < u.Length; i++) u[i] = start[i] * rate;
            for (int step = 0; step < steps; step++)
            {
                for (int i = 1; i < u.Length - 1; i++) u[i] += rate * (u[i - 1] * u[i + 1] - 2 * u[i]) * u[i];
            }

            double sum = 0;
            for (int i = 0; i < u.Length; i++) sum += u[i] * u[i] * start[i];
            return sum;
        }

        [Differentiable]
        public static double Written(double[] x, double p, int n)
        {
            for (int t = 0; t < n; t++)
            {
                for (int i = 0; i < x.Length; i++) x[i] = Math.Sin(x[i] * p) + x[(i + 1) % x.Length] * 0.3;
            }

            return x.Length > 0 ? x[0] * x[^1] : p;
        }

        [Differentiable]
        public static double Nested(double[] starts, double p, int n)
        {
            double sum = 0, last = 1;
            for (int k = 0; k < starts.Length; k++)
            {
                double x = starts[k] * last;
                for (int i = 0; i < n + k; i++)
                {
                    x += 0.1 * Math.Sin(x) * p;
                }
                last = x * last;
                sum += x * x;
            }

            return sum * last;
        }

        [Differentiable]
        public static double Samples(double[] starts, double p, int n)
        {
            double sum = 0;
            for (int k = 0; k < starts.Length; k++)
            {
                double x = starts[k];
                for (int i = 0; i < n; i++)
                {
                    x += 0.1 * Math.Sin(x) * p;
                }
                sum += x * x;
            }

            return sum;
        }

        [Differentiable]
        public static double Twice(double x, double p, int n)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    x += 0.05 * Math.Sin(x) * p;
                }
                x *= p;
            }

            return x;
        }

        [Differentiable]
        public static double DataDependent(double x, double p)
        {
            int n = (int)Gradients.Stop(x * 20);
            for (int i = 0; i < n; i++)
            {
                x += i % 3 == 0 ? 0.1 * Math.Sin(x) * p : 0.05 * Math.Exp(-x * p);
            }

            return x * x;
        }

        [Differentiable]
        public static double Steps(double x, double p, int first, int n)
        {
            for (int i = first; i <= n; i += 2)
            {
                x += 0.01 * i * Math.Sin(x) * p;
            }

            return x;
        }

        [Differentiable]
        public static double Down(double[] w, double x)
        {
            for (int i = w.Length - 1; i >= 0; i--)
            {
                x = Math.Tanh(x * w[i] + 0.1);
            }

            return x;
        }

        [Differentiable]
        public static double DownLong(double x, double p, long n)
        {
            for (long i = n; i > -3; i -= 3)
            {
                x += 0.01 * i * Math.Sin(x) * p;
            }

            return x;
        }

        [Differentiable]
        public static double Each(double[] w, double x)
        {
            foreach (double t in w)
            {
                double y = x * t;
                if (y > 0.2) continue;
                x = Math.Tanh(y + 0.1);
            }

            return x;
        }

        [Differentiable]
        public static double Flags(double x, double p, int n)
        {
            bool up = true;
            int count = 0;
            double t;
            for (int i = 0; i < n; i++)
            {
                if (up) (t, count) = (p, count + 1);
                else t = x;
                x += 0.1 * Math.Sin(x * t) / count;
                up = !up || x > 0.5;
            }

            return x * count;
        }

        [Differentiable]
        public static double Inner(double x, double p, int n)
        {
            double y = x * x;
            for (int i = 0; i < n; i++)
            {
                int k = 0;
                double z = x;
                while (z < 3 && k++ < 5) z *= 1 + p * p;
                x = 0.2 * z * Math.Cos(x) + y;
            }

            x += y * p;
            y = 2;
            return x * y;
        }

        [Differentiable]
        public static double Later(double[] w, double x, int n)
        {
            double[] t = new double[w.Length];
            for (int i = 0; i < t.Length; i++) t[i] = w[i] * w[i];
            for (int i = 0; i < n; i++)
            {
                x += 0.1 * Math.Sin(x) * t[i % t.Length];
            }

            for (int i = 0; i < t.Length; i++) t[i] *= x;
            double s = 0;
            for (int i = 0; i < t.Length; i++) s += t[i] * t[i];
            return s;
        }

        [Differentiable]
        public static double Matrix(double[,] m, double p, int n)
        {
            double[,] a = new double[2, 2];
            (a[0, 0], a[1, 1], a[0, 1]) = (m[0, 0], p, m[0, 1] * p);
            for (int i = 0; i < n; i++)
            {
                double s = Math.Sin(a[0, 0]);
                a[0, 0] += 0.1 * a[0, 1] * a[1, 1];
                a[0, 1] -= s * m[1, 0];
                a[1, 1] *= Math.Cos(a[0, 1]);
            }

            return a[0, 0] * a[1, 1] + a[0, 1];
        }

        private static double Advance(double[] s, double p)
        {
            s[0] += 0.1 * s[1] * p;
            s[1] -= 0.1 * Math.Sin(s[0]);
            return s[0] * s[1];
        }

        [Differentiable]
        public static double ByMethod(double a, double p, int n)
        {
            double[] s = [a, p];
            double sum = 0;
            for (int i = 0; i < n; i++)
            {
                sum += Advance(s, p) * sum * 0.1 + s[0];
            }

            return sum;
        }

        [Differentiable]
        public static double Marked(double x, double p, int n)
        {
            for (int i = 0; i < n; i++) x += 0.1 * Math.Sin(x) * p;
            double product = x;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < i; j++) product *= Math.Cos(product * p);
            return product;
        }

        [Differentiable]
        public static double Calls(double x, double p, int n) => Settled(x * p, n) * p;

        private static double Settled(double x, int n)
        {
            for (int i = 0; i < n; i++)
            {
                x = Math.Cos(x);
            }

            return x;
        }
    }
}
