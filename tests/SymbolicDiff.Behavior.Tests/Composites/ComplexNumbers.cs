using System.Numerics;

namespace SymbolicDiff.Behavior.Tests.Composites;

/// <summary>Complex numbers of the framework: derivatives are those of the real and the imaginary part.</summary>
public static partial class ComplexNumbers
{
    private const Derivatives OfReal = Modes.Both | Derivatives.Vjp | Derivatives.Jacobian | Derivatives.Hessian
        | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    [Differentiable(Emit = OfReal)]
    [Point("1 2", "-0.5 0.25")]
    [Point("1 0", "0 0.25")]
    public static double Arithmetic(Complex a, Complex b)
    {
        Complex c = a * b + a / b - 2 * Complex.Conjugate(b) + Complex.ImaginaryOne;
        c += 1.0;
        return (c / 3 - 1 / a).Magnitude + (-c).Imaginary * c.Phase;
    }

    [Differentiable(Emit = OfReal)]
    [Point("0.1 0.2", 5)]
    [Point("0 0", 3)]
    public static double Iterated(Complex c, int count)
    {
        Complex z = Complex.Zero;
        for (int i = 0; i < count; i++) z = z * z + c;
        return z.Real * z.Real + z.Imaginary * z.Imaginary;
    }

    [Differentiable(Emit = OfReal)]
    [Point("0.5 0.25")]
    [Point("-0.5 -1")]
    public static double Functions(Complex z) =>
        (Complex.Exp(z) * Complex.Log(z) + Complex.Sin(z) / Complex.Cosh(z) + Complex.Tan(z)).Real + Complex.Abs(Complex.Cos(z) - Complex.Sinh(z) * Complex.Tanh(z));

    [Differentiable(Emit = OfReal)]
    [Point("3 4")]
    [Point("1 0")]
    [Point("0 -2")]
    public static double Modulus(Complex z) => Complex.Abs(z) * (1 + z.Real);

    [Differentiable(Emit = OfReal)]
    [Point("3 4")]
    [Point("1 0")]
    public static double Logarithm(Complex z) => (Complex.Log(z) * Complex.Exp(z)).Real;

    [Differentiable(Emit = OfReal)]
    [Point("0.5 -0.25")]
    public static double Trigonometric(Complex z) => (Complex.Sin(z) / Complex.Cosh(z) + Complex.Tan(z)).Real;

    /// <summary>On the axes, too, where the framework takes short cuts.</summary>
    [Differentiable(Emit = OfReal)]
    [Point("3 4")]
    [Point("-3 -4")]
    [Point("4 0")]
    [Point("0 2")]
    [Point("0 -0.5")]
    public static double Root(Complex z)
    {
        Complex root = Complex.Sqrt(z);
        return root.Real * (1 + root.Imaginary) + root.Imaginary * z.Real;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2", "0.5 -0.25")]
    [Point("1.5 -1", "0 0")]
    [Point("2 0", "3 0")]
    public static double Power(Complex z, Complex p)
    {
        Complex power = Complex.Pow(z, p) + Complex.Pow(z, 1.5);
        return power.Real + 2 * power.Imaginary;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2")]
    [Point("0 0")]
    [Point("0 -1")]
    public static double Whole(Complex z) => Complex.Pow(z, 2).Real + Complex.Pow(z, 3).Imaginary + 2 * Complex.Pow(z, 1).Imaginary + Complex.Pow(z, 0).Real;

    [Differentiable(Emit = Modes.Both | Derivatives.Vjp)]
    [Point("1 0")]
    [Point("-2 0")]
    public static double OnTheAxis(Complex z) => (Complex.Sin(z) / Complex.Cosh(z) + Complex.Tan(z)).Real + Complex.Log(z).Real;

    [Differentiable(Emit = OfReal)]
    [Point("0.5 -0.25")]
    [Point("1 0")]
    public static double Hyperbolic(Complex z) => (Complex.Sinh(z) * Complex.Tanh(z)).Real;

    [Differentiable(Emit = OfReal)]
    [Point(2.0, 0.5)]
    public static double Polar(double magnitude, double phase) =>
        (Complex.FromPolarCoordinates(magnitude, phase) + new Complex(phase, magnitude) * Complex.Log10(phase)).Imaginary + Complex.Reciprocal(magnitude).Real;

    [Differentiable(Emit = OfReal)]
    [Point("1 2; 0.5 -1; 0.25 3", "0.5 0.5")]
    public static double Polynomial(Complex[] coefficients, Complex z)
    {
        Complex sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--) sum = sum * z + coefficients[i];
        return Complex.Abs(sum);
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3 4", 0.5)]
    public static double Spectrum(double[] signal, double frequency)
    {
        Complex sum = Complex.Zero;
        for (int i = 0; i < signal.Length; i++) sum += signal[i] * Complex.Exp(new Complex(0, -frequency * i));
        return sum.Magnitude;
    }
}
