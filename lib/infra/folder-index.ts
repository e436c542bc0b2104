// The CDN's own little function: a bucket knows no folders, so an address that ends in `/` is one of an index.html, and one that
// names a page without the `/` at its end is sent there. A page's name may hold dots (`llama-3.3-70b`); a file's ends in letters.

/** JavaScript as CloudFront runs it (runtime 2.0), on each request of a reader. */
export const FOLDER_INDEX_CODE = `function handler(event) {
  var request = event.request;
  var last = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (/\\/(?:\\.|%2e)/i.test(request.uri)) {
    // names with a dot at their start are the publisher's own: nothing is there for a reader
    request.uri = '/404';
  } else if (last === '') {
    request.uri += 'index.html';
  } else if (!/\\.[a-z]+$/.test(last)) {
    // two slashes of either kind at its start would name another host
    var to = request.uri.replace(/^[\\/\\\\]+/, '/') + '/';
    return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: to } } };
  }
  return request;
}
`;
