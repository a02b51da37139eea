using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SymbolicDiff.Behavior.Tests.Harness;

/// <summary>
/// The derivatives of a method with any results. Seen from outside, a method maps what its differentiated parameters hold to what it returns and to what
/// all the parameters hold afterwards; the last is the identity for those that it only reads.
/// </summary>
public sealed class Forms
{
    private readonly Case tested;
    private readonly object?[] arguments;
    private readonly string[] names;

    public Forms(Case tested, object?[] arguments)
    {
        (this.tested, this.arguments) = (tested, arguments);
        names = [.. tested.Parameters.Select(parameter => parameter.Name!)];
    }

    public Case Tested => tested;

    /// <summary>Adjoints or tangents: of what is returned, and of parameters by name.</summary>
    public sealed record Directions(double[] Returned, Dictionary<string, double[]> Parameters)
    {
        public double Times(Directions other) =>
            Dot(Returned, other.Returned) + Parameters.Keys.Intersect(other.Parameters.Keys).Sum(name => Dot(Parameters[name], other.Parameters[name]));

        private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
    }

    /// <summary>The result, the arguments as the method leaves them, and the directions as it leaves them.</summary>
    public sealed record Outcome(object? Value, object?[] Arguments, Directions Directions);

    /// <summary>The names of the parameters that have an adjoint in <c>FVjp</c>.</summary>
    public IReadOnlyList<string> WithAdjoints => [.. Vjp.GetParameters().Skip(names.Length).Select(Of).OfType<string>()];

    /// <summary>The parameters that have an adjoint to add to: what is only written has one to read.</summary>
    public IReadOnlyList<string> WithRespectTo =>
        [.. tested.WithRespectTo.Select(i => names[i]).Where(name => Vjp.GetParameters().Any(adjoint => Of(adjoint) == name && !IsReadOnlySpan(adjoint.ParameterType)))];

    /// <summary>What the parameters hold at the call.</summary>
    public Directions Inputs => new([], WithRespectTo.ToDictionary(name => name, name => Reals.Of(arguments[Array.IndexOf(names, name)])));

    /// <summary>The arguments with another number in one of the parameters.</summary>
    public object?[] With(string parameter, int component, double value)
    {
        object?[] changed = Case.Copy(arguments);
        int next = 0;
        int position = Array.IndexOf(names, parameter);
        double[] reals = Reals.Of(changed[position]);
        reals[component] = value;
        changed[position] = Reals.Replace(changed[position], () => reals[next++]);
        return changed;
    }

    private MethodInfo Vjp => Emitted("Vjp").Single();

    /// <summary>What the method returns and leaves in the parameters, as one vector with the parts of the adjoints.</summary>
    public Directions Results(object?[] at, IEnumerable<string> parameters)
    {
        Case.Outcome outcome = tested.Primal(at);
        return new Directions(
            tested.Method.ReturnType == typeof(void) ? [] : Reals.Of(outcome.Value),
            parameters.ToDictionary(name => name, name => Reals.Of((IsResult(name) ? outcome.Arguments : at)[Array.IndexOf(names, name)])));
    }

    /// <summary>The arguments of <c>FVjp</c> with adjoints of all results and of the final content of the parameters.</summary>
    public object?[] ArgumentsOfVjp(Directions adjoints)
    {
        object?[] own = Case.Copy(arguments);
        IEnumerable<object> given = Vjp.GetParameters().Skip(own.Length).Select(parameter => Of(parameter) is { } name
            ? Filled(own[Array.IndexOf(names, name)] ?? ZeroOf(parameter), adjoints.Parameters[name])
            : Filled(tested.Primal(arguments).Value!, adjoints.Returned));
        return [.. own, .. given];
    }

    /// <summary>Calls <c>FVjp</c> with adjoints of all results and of the final content of the parameters.</summary>
    public Outcome CallVjp(Directions adjoints)
    {
        object?[] all = ArgumentsOfVjp(adjoints);
        ParameterInfo[] more = [.. Vjp.GetParameters().Skip(arguments.Length)];
        object? value = Call(Vjp, all);
        Dictionary<string, double[]> left = [];
        for (int i = 0; i < more.Length; i++)
            if (Of(more[i]) is { } name) left[name] = Reals.Of(all[arguments.Length + i]);
        return new Outcome(value, all[..arguments.Length], new Directions([], left));
    }

    /// <summary>The arguments of <c>FJvp</c> with tangents of the differentiated parameters; what is only written holds rubbish.</summary>
    public object?[] ArgumentsOfJvp(Directions tangents)
    {
        object?[] own = Case.Copy(arguments);
        IEnumerable<object?> given = Emitted("Jvp").Single().GetParameters().Skip(own.Length)
            .Select(parameter => OfTangent(parameter) is var name && tangents.Parameters.TryGetValue(name, out double[]? tangent)
                ? Filled(own[Array.IndexOf(names, name)]!, tangent)
                : Reals.Replace(own[Array.IndexOf(names, name)] ?? ZeroOf(parameter), () => 12345.678));
        return [.. own, .. given];
    }

    /// <summary>Calls <c>FJvp</c> with tangents of the differentiated parameters.</summary>
    public Outcome CallJvp(Directions tangents)
    {
        object?[] all = ArgumentsOfJvp(tangents);
        MethodInfo jvp = Emitted("Jvp").Single();
        ParameterInfo[] more = [.. jvp.GetParameters().Skip(arguments.Length)];
        object? result = Call(jvp, all);
        var (value, tangentOfValue) = jvp.ReturnType == typeof(void) ? (null, null) : (((ITuple)result!)[0], ((ITuple)result)[1]);
        Dictionary<string, double[]> left = [];
        for (int i = 0; i < more.Length; i++) left[OfTangent(more[i])] = Reals.Of(all[arguments.Length + i]);
        return new Outcome(value, all[..arguments.Length], new Directions(Reals.Of(tangentOfValue), left));
    }

    /// <summary>The results that a Jacobian has rows for, at other arguments: what is returned, or what a method that returns nothing changes.</summary>
    public double[] Components(object?[] at)
    {
        Case.Outcome here = tested.Primal(arguments);
        Case.Outcome there = tested.Primal(at);
        if (tested.Method.ReturnType != typeof(void)) return Reals.Of(there.Value);
        return [.. Enumerable.Range(0, names.Length)
            .Where(i => !Reals.Of(arguments[i]).SequenceEqual(Reals.Of(here.Arguments[i])))
            .SelectMany(i => Reals.Of(there.Arguments[i]))];
    }

    /// <summary>The parameters with a column for each of their components, and the matrices that <c>FJacobian</c> gives, row by row.</summary>
    public Dictionary<string, double[]> Jacobian(out object?[] left)
    {
        left = Case.Copy(arguments);
        object result = Call(Emitted("Jacobian").Single(), left)!;
        object?[] matrices = result is ITuple tuple ? [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])] : [result];
        return OfJacobian.Zip(matrices).ToDictionary(pair => pair.First, pair => Reals.Of(pair.Second));
    }

    /// <summary>The same from the form that writes to the caller's buffers, which hold rubbish before.</summary>
    public Outcome ValueAndJacobian(Dictionary<string, double[]> shape)
    {
        object?[] own = Case.Copy(arguments);
        bool isSingle = Buffers.Single().GetParameters()[^1].ParameterType == typeof(Span<float>);
        object?[] buffers = [.. OfJacobian.Select(name => isSingle ? (object)shape[name].Select(_ => 12345.678f).ToArray() : shape[name].Select(_ => 12345.678).ToArray())];
        object?[] all = [.. own, .. buffers];
        object? value = Call(Buffers.Single(), all);
        return new Outcome(value, all[..own.Length], new Directions([], OfJacobian.Zip(buffers).ToDictionary(pair => pair.First, pair => Reals.Of(pair.Second))));
    }

    /// <summary>The entries of the Jacobian over all parameters.</summary>
    public (int[] Rows, int[] Columns, double[] Values) SparseJacobian(out object?[] left)
    {
        left = Case.Copy(arguments);
        var entries = (ITuple)Call(Emitted("SparseJacobian").Single(), left)!;
        return ((int[])entries[0]!, (int[])entries[1]!, Reals.Of(entries[2]));
    }

    private IEnumerable<MethodInfo> Buffers => Emitted("ValueAndJacobian");

    private IEnumerable<string> OfJacobian =>
        Buffers.Single().GetParameters().Skip(names.Length).Select(buffer => names.Single(name => buffer.Name == name + "Jacobian"));

    /// <summary>The second derivatives, row by row.</summary>
    public double[] Hessian() => Reals.Of(Call(Emitted("Hessian").Single(), Case.Copy(arguments)));

    /// <summary>The diagonal of the second derivatives.</summary>
    public double[] HessianDiagonal() => Reals.Of(Call(Emitted("HessianDiagonal").Single(), Case.Copy(arguments)));

    /// <summary>The products with a direction: alone, and with the value and the gradient.</summary>
    public (double[] Alone, object? Value, double[] Gradient, double[] Product) HessianTimes(double[] direction)
    {
        object?[] own = Case.Copy(arguments);
        int next = 0;
        object?[] directions = [.. tested.WithRespectTo.Select(i => Reals.Replace(own[i], () => direction[next++]))];
        object?[] given = [.. own, .. directions];
        MethodInfo alone = Emitted("HessianVectorProduct").Single(method => method.GetParameters().Length == given.Length);
        double[] product = Reals.Of(Call(alone, [.. Case.Copy(given)]));
        object?[] buffers = [.. tested.WithRespectTo.Select(i => Reals.Replace(own[i], () => 12345.678))];
        object?[] all = [.. given, .. buffers, .. Case.Copy(buffers)];
        object? value = Call(Emitted("HessianVectorProduct").Single(method => method.GetParameters().Length == all.Length), all);
        return (product, value, [.. all.Skip(given.Length).Take(buffers.Length).SelectMany(Reals.Of)], [.. all.Skip(given.Length + buffers.Length).SelectMany(Reals.Of)]);
    }

    /// <summary>The methods with the primal's name, the suffix and the primal's parameters first.</summary>
    public IEnumerable<MethodInfo> Emitted(string suffix)
    {
        Type[] signature = [.. tested.Parameters.Select(parameter => parameter.ParameterType)];
        return Case.Beside(tested.Method).Where(method => method.Name == tested.Method.Name + suffix
            && method.GetParameters().Take(signature.Length).Select(parameter => parameter.ParameterType).SequenceEqual(signature));
    }

    public static object? Call(MethodInfo method, object?[] arguments) =>
        Invoker.Invoke(method, method.IsStatic ? null : Activator.CreateInstance(method.DeclaringType!, nonPublic: true), arguments);

    public static object Filled(object shape, double[] reals)
    {
        int next = 0;
        return Reals.Replace(shape, () => reals[next++])!;
    }

    /// <summary>What a reference holds afterwards is a result of a method that returns nothing; storage is one of every method.</summary>
    private bool IsResult(string parameter) =>
        tested.Method.ReturnType == typeof(void) || !tested.Parameters[Array.IndexOf(names, parameter)].ParameterType.IsByRef;

    private static bool IsReadOnlySpan(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>);

    private static object ZeroOf(ParameterInfo parameter) => Activator.CreateInstance(parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType)!;

    /// <summary>The parameter of the method that an adjoint belongs to; null for the adjoint of what is returned.</summary>
    private string? Of(ParameterInfo adjoint) => Array.Find(names, name => adjoint.Name == name + "Adjoint");

    private string OfTangent(ParameterInfo tangent) => names.Single(name => tangent.Name == name + "Tangent");
}
