using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace SymbolicDiff.Generators.Tests.Architecture;

/// <summary>The types that each type's members mention or call, read from signatures and instructions.</summary>
internal static class TypeReferences
{
    public static IReadOnlyList<(string From, string To)> Of(Assembly assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly.Location));
        var metadata = image.GetMetadataReader();
        var module = assembly.ManifestModule;
        var uses = new SortedSet<(string, string)>();
        foreach (var type in assembly.GetTypes())
            foreach (var used in Used(type, image, metadata, module))
                uses.Add((NameOf(type), NameOf(used)));
        return [.. uses];
    }

    private static IEnumerable<Type> Used(Type type, PEReader image, MetadataReader metadata, Module module)
    {
        const BindingFlags own = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var used = type.GetFields(own).Select(field => field.FieldType).Concat(type.GetInterfaces());
        if (type.BaseType is { } inherited) used = used.Append(inherited);
        foreach (var method in type.GetMethods(own).Cast<MethodBase>().Concat(type.GetConstructors(own)))
        {
            used = used.Concat(method.GetParameters().Select(parameter => parameter.ParameterType));
            if (method is MethodInfo { ReturnType: var result }) used = used.Append(result);
            used = used.Concat(Called(method, image, metadata, module));
        }

        return used.SelectMany(Parts).Distinct().ToList();
    }

    /// <summary>The owners of what the instructions name: every token in the body, instruction by instruction.</summary>
    private static IEnumerable<Type> Called(MethodBase method, PEReader image, MetadataReader metadata, Module module)
    {
        int address = metadata.GetMethodDefinition((MethodDefinitionHandle)MetadataTokens.EntityHandle(method.MetadataToken)).RelativeVirtualAddress;
        if (address == 0) yield break;
        byte[] code = image.GetMethodBody(address).GetILBytes()!;
        Type[]? typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        Type[]? methodArguments = method.IsGenericMethodDefinition ? method.GetGenericArguments() : null;
        foreach (int token in Tokens(code))
        {
            var member = module.ResolveMember(token, typeArguments, methodArguments);
            if (member is Type type) yield return type;
            else if (member?.DeclaringType is { } owner) yield return owner;
            if (member is MethodInfo { IsGenericMethod: true } generic)
                foreach (var argument in generic.GetGenericArguments()) yield return argument;
        }
    }

    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (int at = 0; at < code.Length;)
        {
            var operation = code[at] == 0xFE ? twoBytes[code[at + 1]] : oneByte[code[at]];
            at += operation.Size;
            int operand = operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField
                or OperandType.InlineType or OperandType.InlineTok)
                yield return BitConverter.ToInt32(code, at);
            at += operand;
        }
    }

    private static readonly OpCode[] oneByte = Table(1);
    private static readonly OpCode[] twoBytes = Table(2);

    private static OpCode[] Table(int size)
    {
        var table = new OpCode[256];
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
            if (field.GetValue(null) is OpCode code && code.Size == size) table[code.Value & 0xFF] = code;
        return table;
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        return type.IsGenericParameter ? [] : type.IsGenericType ? [type, .. type.GetGenericArguments().SelectMany(Parts)] : [type];
    }

    private static string NameOf(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return (type.Namespace ?? "global") + "." + type.Name;
    }
}
