# Dates are sent in CleverTap's form, see values.go.
for model in $(grep --files-with-matches 'return json.Marshal(toSerialize)' model_*.go); do
  replace "$model" 'return json.Marshal(toSerialize)' 'return marshal(toSerialize)'
done
