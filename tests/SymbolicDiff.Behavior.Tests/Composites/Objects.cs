namespace SymbolicDiff.Behavior.Tests.Composites;

/// <summary>Fields that anyone may set.</summary>
public sealed class Spring
{
    public double Stiffness;
    public double Rest;
    public string Name = "";

    public double Energy(double length) => 0.5 * Stiffness * (length - Rest) * (length - Rest);
}

/// <summary>A constructor alone sets the properties.</summary>
public record Wave(double Amplitude, double Frequency)
{
    public double At(double t) => Amplitude * Math.Sin(Frequency * t);
}

/// <summary>Arrays and numbers, set by an initialiser.</summary>
public sealed class Layer
{
    public required double[] Weights { get; init; }

    public double Bias { get; init; }
}

/// <summary>Arrays and numbers that can be written where they are.</summary>
public sealed class Perceptron
{
    public double[] W = [];

    public double B { get; set; }

    public string? Name;
}

/// <summary>Objects as parameters and as locals.</summary>
public static partial class Objects
{
    private const Derivatives OfReal = Modes.Both | Derivatives.Vjp | Derivatives.Jacobian | Derivatives.Hessian
        | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    [Differentiable(Emit = Modes.Both | Derivatives.Vjp | Derivatives.Jacobian)]
    [Point("2 0.5 spring", 3.0)]
    public static double OfFields(Spring spring, double length) => spring.Energy(length) + spring.Rest;

    [Differentiable(Emit = Modes.Both | Derivatives.Jacobian | Derivatives.Vjp)]
    [Point("2 0.5", 3.0)]
    public static double OfRecord(Wave wave, double t)
    {
        if (wave is null) throw new ArgumentNullException(nameof(wave));
        Wave other = wave;
        return other.At(t) * wave.Amplitude;
    }

    [Differentiable(nameof(t), Emit = OfReal)]
    [Point("2 0.5", 3.0)]
    public static double ConstantRecord(Wave wave, double t) => wave.At(t);

    [Differentiable(Emit = Modes.Both | Derivatives.Jacobian | Derivatives.Vjp)]
    [Point("1 2 3|0.5", "0.1 0.2 0.3")]
    public static double OfLayer(Layer layer, double[] x)
    {
        double h = layer.Bias;
        for (int i = 0; i < x.Length; i++) h += layer.Weights[i] * x[i];
        return Math.Tanh(h);
    }

    [Differentiable(Emit = OfReal)]
    [Point(0.5, 2.0)]
    public static double Made(double a, double f)
    {
        var wave = new Wave(a, f);
        Wave louder = wave with { Amplitude = a * f };
        return louder.At(a) + wave.At(f);
    }

    [Differentiable(Emit = OfReal)]
    [Point(0.5, 2.0)]
    public static double Initialised(double a, double b)
    {
        Spring spring = new() { Stiffness = a * b, Rest = b };
        return spring.Energy(a);
    }
}

/// <summary>What the forms do with the objects that they are given.</summary>
public static partial class InPlace
{
    [Differentiable(nameof(model), Emit = Derivatives.Gradient | Derivatives.Vjp)]
    public static double Output(Perceptron model, double[] x)
    {
        double h = model.B;
        for (int i = 0; i < x.Length; i++) h += model.W[i] * x[i];
        return h * h;
    }
}

public sealed class ObjectTests
{
    private static readonly Perceptron model = new() { W = [1, 2], B = 0.5, Name = "given" };
    private static readonly double[] x = [3, 4];

    [Fact]
    public void TheGradientOfAnObjectIsANewOne()
    {
        Perceptron gradient = InPlace.OutputGradient(model, x);
        Assert.Equal([69, 92], gradient.W);
        Assert.Equal(23, gradient.B);
        Assert.Null(gradient.Name);
    }

    [Fact]
    public void AnObjectIsOverwrittenWhereItIs()
    {
        var gradient = new Perceptron { W = [7, 7], B = 7 };
        double[] array = gradient.W;
        Assert.Equal(132.25, InPlace.OutputValueAndGradient(model, x, gradient));
        Assert.Same(array, gradient.W);
        Assert.Equal([69, 92], gradient.W);
        Assert.Equal(23, gradient.B);
    }

    [Fact]
    public void AdjointsAreAddedWhereTheyAre()
    {
        var adjoint = new Perceptron { W = [1, 1], B = 1 };
        InPlace.OutputVjp(model, x, 2, adjoint);
        Assert.Equal([139, 185], adjoint.W);
        Assert.Equal(47, adjoint.B);
    }

    [Fact]
    public void NullAndBuffersOfAnotherLengthThrow()
    {
        Assert.Throws<ArgumentNullException>(() => InPlace.OutputGradient(null!, x));
        Assert.Throws<ArgumentNullException>(() => InPlace.OutputValueAndGradient(model, x, null!));
        Assert.Throws<ArgumentException>(() => InPlace.OutputValueAndGradient(model, x, new Perceptron { W = [1] }));
        Assert.Throws<ArgumentException>(() => InPlace.OutputValueAndGradient(model, x, model));
        var spring = new Spring { Stiffness = 2, Rest = 1 };
        double length = 3;
        Assert.Throws<ArgumentException>(() => Objects.OfFieldsVjp(spring, length, 1, spring, ref length));
        Assert.Equal(2, spring.Stiffness);
    }

    [Fact]
    public void AnObjectThatCannotBeWrittenIsReplaced()
    {
        var adjoint = new Wave(1, 1);
        Wave given = adjoint;
        double time = 0;
        Objects.OfRecordVjp(new Wave(2, 0.5), Math.PI, 1, ref adjoint, ref time);
        Assert.Equal(1, given.Amplitude);
        Assert.Equal(5, adjoint.Amplitude, 12);
        Assert.Equal(1, adjoint.Frequency, 12);
    }
}
